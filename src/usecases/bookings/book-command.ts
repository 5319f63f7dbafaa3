import type { EpochMs } from "../../domain/interval.ts";
import type { GivenAnswer } from "../../domain/questions.ts";
import type { ClientNetworks } from "../limits/visitor-limits.ts";

/** Who is booked, when, and what they said. */
export type BookingDetails = {
  readonly attendeeName: string;
  readonly attendeeEmail: string;
  readonly attendeeTimeZone: string;
  readonly attendeeLocale: string;
  readonly startsAt: EpochMs;
  /** One of the event type's lengths; the first shown by default. */
  readonly durationMinutes?: number | undefined;
  readonly notes: string | null;
  readonly answers: readonly GivenAnswer[];
  /** Addresses of people whom the attendee brings along. */
  readonly guests: readonly string[];
};

/** A booking request from a visitor, or from a site on their behalf. */
export type BookCommand = BookingDetails & {
  readonly hostSlug: string;
  readonly eventSlug: string;
  /** The code that verifies the address, if there is one. */
  readonly emailCode: string | undefined;
  /** The token of a private link, if it is made with one. */
  readonly link?: string | undefined;
  /** The client networks of the request; undefined if they are not counted. */
  readonly client: ClientNetworks | undefined;
  /** The host whose API key the request carried. */
  readonly byHostId: number | undefined;
  /** The `Idempotency-Key` and a hash of the request. */
  readonly once?: { readonly key: string; readonly requestHash: string } | undefined;
};
