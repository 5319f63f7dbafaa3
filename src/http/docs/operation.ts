import type { Refusal } from "../../domain/refusal.ts";
import type { AnswerName } from "./schemas.ts";

/** The groups in which the operations are shown, in this order. */
export const tags = {
  "Public booking": "What anybody may do, from any site: look at a host, see free slots, book one.",
  Bookings: "A host's bookings.",
  "Links in mails": "What the links in mails lead to: pages for people, JSON for programs that ask for it.",
  "Event types": "What can be booked of a host.",
  Schedules: "Weekly hours, with dates that differ.",
  "Time off": "When a host cannot be booked.",
  Account: "A host's own record and API keys.",
  Outbox: "The mails that bookings owe.",
  Server: "What those who run the server ask it.",
} as const;

/** A name for the body of a request. */
export type BodyName =
  | "BookRequest"
  | "RescheduleRequest"
  | "MoveRequest"
  | "Reason"
  | "CreateEventType"
  | "ChangeEventType"
  | "ScheduleSettings"
  | "CreateTimeOff"
  | "ChangeHost"
  | "CreateApiKey";

/** A parameter of which the route itself has no schema. */
export type ExtraParameter = {
  readonly name: string;
  readonly in: "header" | "query";
  readonly description: string;
  readonly schema: { readonly type: "string"; readonly maxLength?: number; readonly format?: "date" };
};

/** What the description says of a route beyond what the route knows of itself. */
export type Operation = {
  readonly id: string;
  readonly tag: keyof typeof tags;
  readonly summary: string;
  readonly description?: string;
  /**
   * Who may call it: a host with a key; anybody; who has the token of a link; a host or who has a link; or
   * whoever watches the server.
   */
  readonly access: "host" | "public" | "link" | "host or link" | "server";
  readonly body?: BodyName;
  readonly parameters?: readonly ExtraParameter[];
  /** By status, what an answer is made of; null for none. */
  readonly answers: Readonly<Record<number, AnswerName | readonly AnswerName[] | null>>;
  /** The expected noes, beyond what every route of its kind says. */
  readonly refusals?: readonly Exclude<Refusal, object>[];
  /** Whether it changes anything, where the method does not say so. */
  readonly writes?: boolean;
};

export type Operations = Readonly<
  Record<`${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`, Operation>
>;
