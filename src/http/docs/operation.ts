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
  Account: "A host's own record, password and API keys.",
  Outbox: "The mails and deliveries that bookings owe.",
  Webhooks: "Addresses of yours that are told what becomes of bookings.",
  Privacy: "What is held about attendees, how it goes, and who changed what.",
  Server: "What those who run the server ask it.",
} as const;

/** The bodies of requests, under the names that the description gives them. */
export const bodies = {
  BookRequest: "What an attendee sends to book.",
  RescheduleRequest: "Where a host moves a booking to.",
  MoveRequest: "Where an attendee moves a booking to.",
  Reason: "Why; it can be left out.",
  CreateEventType: "A new event type; what is left out has its default.",
  ChangeEventType: "What changes of an event type.",
  ScheduleSettings: "A whole schedule.",
  CreateTimeOff: "A stretch of time in which a host can't be booked.",
  ChangeHost: "What changes of a host's own record.",
  CreateApiKey: "A new API key.",
  CreateWebhook: "A new webhook.",
  ChangeWebhook: "What changes of a webhook.",
  Login: "Who logs in.",
  NewPassword: "A new password, with the one that holds.",
} as const;

export type BodyName = keyof typeof bodies;

/** A parameter of which the route itself has no schema. */
type ExtraParameter = {
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
   * Who may call it: a host with a key or a session; anybody; who has the token of a link; a host or who has a
   * link; whoever watches the server; or anybody but pages of other sites.
   */
  readonly access: "host" | "public" | "link" | "host or link" | "server" | "own pages";
  readonly body?: BodyName;
  readonly parameters?: readonly ExtraParameter[];
  /** By status, what an answer is made of; null for none. */
  readonly answers: Readonly<Record<number, AnswerName | readonly AnswerName[] | null>>;
  /** What its good answer is, where that is text. */
  readonly text?: string;
  /** The expected noes, beyond what every route of its kind says. */
  readonly refusals?: readonly Exclude<Refusal, object>[];
  /** Whether its page says 409 where the booking can't be changed any more; as JSON it answers all the same. */
  readonly pageRefuses?: boolean;
  /** Whether it changes anything, where the method does not say so. */
  readonly writes?: boolean;
};

export type Operations = Readonly<
  Record<`${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`, Operation>
>;
