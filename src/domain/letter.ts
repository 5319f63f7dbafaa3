import { type BookingStatus, isLive, type Party } from "./booking.ts";
import { DAY_MS, type EpochMs } from "./interval.ts";

/** Every letter there is, by its reader and what happened. */
export const letters = [
  "attendee_booked",
  "attendee_requested",
  "attendee_approved",
  "attendee_declined",
  "attendee_expired",
  "attendee_cancelled",
  "attendee_moved",
  "host_booked",
  "host_requested",
  "host_approved",
  "host_declined",
  "host_expired",
  "host_cancelled",
  "host_disowned",
  "host_moved",
] as const;
export type Letter = (typeof letters)[number];

/** Emails that are about no booking. */
export const otherLetters = ["email_code", "host_address_changed"] as const;
export type OtherLetter = (typeof otherLetters)[number];

/** What happens to a booking, as far as mail is concerned. */
export type BookingEvent =
  "booked" | "approved" | "declined" | "expired" | "cancelled" | "disowned" | "moved";

/** What happened, as an email tells it. */
export type EmailEvent = {
  /** iCalendar SEQUENCE (RFC 5545, 3.8.7.4): grows with every change of the booking. */
  readonly sequence: number;
  readonly status: BookingStatus;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  /** Where the booking was before, in a letter that says it moved. */
  readonly movedFrom: { readonly startsAt: EpochMs; readonly endsAt: EpochMs } | null;
  /** When this happened, for DTSTAMP and the Date of the email. */
  readonly happenedAt: EpochMs;
  readonly eventTitle: string;
  readonly eventSlug: string;
  /** Who did it: the host, the attendee, or the server by itself. */
  readonly actor: Party | "system";
  readonly reason: string | null;
  /** The iTIP method (RFC 5546) of the invitation that goes with the letter; null for none. */
  readonly invitation: "REQUEST" | "CANCEL" | null;
};

/** What is stored of an email: what happened, and the language tag that it follows, as its subject does. */
export type StoredEmail = EmailEvent & { readonly locale: string };

/** Everything a letter says: what happened, and what is true of the booking and its people when it is sent. */
export type LetterFacts = EmailEvent & {
  readonly bookingId: number;
  readonly uid: string;
  /** The ORGANIZER of the calendar entry, for as long as it exists. */
  readonly organizerEmail: string;
  readonly location: string | null;
  readonly host: {
    readonly name: string;
    readonly email: string;
    readonly slug: string;
    readonly timeZone: string;
    readonly locale: string;
  };
  readonly attendee: {
    readonly name: string;
    readonly email: string;
    readonly timeZone: string;
    readonly locale: string;
  };
  readonly notes: string | null;
  readonly answers: readonly { readonly label: string; readonly answer: string }[];
};

/** What emails about a booking depend on. */
type Entered = { readonly status: BookingStatus; readonly has_calendar_entry: boolean };

/** The letters that an event owes, given the booking after it. */
export function lettersOwed(event: BookingEvent, { status, has_calendar_entry }: Entered): Letter[] {
  switch (event) {
    case "booked":
      return status === "pending"
        ? ["attendee_requested", "host_requested"]
        : ["attendee_booked", "host_booked"];
    case "approved":
      return ["attendee_approved", "host_approved"];
    case "declined":
      return has_calendar_entry ? ["attendee_declined", "host_declined"] : ["attendee_declined"];
    case "expired":
      return ["attendee_expired", "host_expired"];
    case "cancelled":
      return ["attendee_cancelled", "host_cancelled"];
    case "disowned":
      return ["host_disowned"];
    case "moved":
      return ["attendee_moved", "host_moved"];
  }
}

/**
 * The invitation that goes with the letters about a booking. One that was never confirmed is in no calendar, so its letters
 * carry none.
 */
export function invitationFor({ status, has_calendar_entry }: Entered): EmailEvent["invitation"] {
  if (!has_calendar_entry) return null;
  return isLive(status) ? "REQUEST" : "CANCEL";
}

/**
 * Until when a letter is worth sending: the end of the meeting, and of the one that was moved. Nobody asked for an expiry, so
 * both sides hear of it for a day after it happened.
 */
export function usefulUntil(letter: Letter, { endsAt, movedFrom, happenedAt }: EmailEvent): EpochMs {
  const meetingEnds = Math.max(endsAt, movedFrom?.endsAt ?? 0);
  return letter.endsWith("_expired") ? Math.max(meetingEnds, happenedAt + DAY_MS) : meetingEnds;
}

/**
 * What the reader of an email that cannot have arrived is told instead, once something else has happened. Somebody who was
 * never told of a booking hears of it as it is now, and somebody who was not told of a first move hears of both as one.
 */
export function letterInstead(
  untold: { readonly letter: Letter; readonly event: EmailEvent },
  next: { readonly letter: Letter; readonly event: EmailEvent },
): { readonly letter: Letter; readonly event: EmailEvent } {
  const { event } = next;
  if (!next.letter.endsWith("_moved") || untold.event.status !== event.status) return next;
  if (!untold.letter.endsWith("_moved"))
    return { letter: untold.letter, event: { ...event, movedFrom: null } };
  const movedFrom = untold.event.movedFrom;
  return movedFrom?.startsAt === event.startsAt
    ? next
    : { letter: next.letter, event: { ...event, movedFrom } };
}
