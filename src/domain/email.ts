import { type BookingStatus, isLive, type Party } from "./booking.ts";
import { DAY_MS, type EpochMs } from "./interval.ts";
import type { Answer, LocationType } from "./records.ts";

/** Every email about a booking, by recipient and event. */
export const emailKinds = [
  "attendee_booked",
  "attendee_requested",
  "attendee_approved",
  "attendee_declined",
  "attendee_expired",
  "attendee_cancelled",
  "attendee_moved",
  "attendee_reminder",
  "guest_invited",
  "guest_moved",
  "guest_cancelled",
  "guest_removed",
  "host_booked",
  "host_requested",
  "host_approved",
  "host_declined",
  "host_expired",
  "host_cancelled",
  "host_disowned",
  "host_moved",
  "host_reminder",
] as const;
export type EmailKind = (typeof emailKinds)[number];

/** Emails before a meeting. */
export const reminderKinds = ["attendee_reminder", "host_reminder"] as const satisfies readonly EmailKind[];

export function isReminder(letter: string): boolean {
  return reminderKinds.some((kind) => kind === letter);
}

/** The letters to the attendee that a host can add words to. */
export const notedLetters = ["confirmation", "reminder"] as const;
export type NotedLetter = (typeof notedLetters)[number];

export type GuestEmailKind = Extract<EmailKind, `guest_${string}`>;

/** Emails that are not about a change of a booking. */
export const otherEmailKinds = [
  "email_code",
  "host_address_changed",
  "host_password_reset",
  "host_test_letter",
  "host_entry_changed",
  "host_calendar_failing",
] as const;
export type OtherEmailKind = (typeof otherEmailKinds)[number];

/** A change of a booking that can cause emails. */
export type BookingEvent =
  "booked" | "confirmed" | "declined" | "expired" | "cancelled" | "disowned" | "rescheduled";

/** The facts of a change that its emails report. */
export type EmailEvent = {
  /** The iCalendar SEQUENCE (RFC 5545, 3.8.7.4), incremented with every change of the booking. */
  readonly sequence: number;
  readonly status: BookingStatus;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  /** The previous time, in an email about a rescheduled booking. */
  readonly movedFrom: { readonly startsAt: EpochMs; readonly endsAt: EpochMs } | null;
  /** The time of the change, used for DTSTAMP and the Date header. */
  readonly happenedAt: EpochMs;
  readonly eventTitle: string;
  readonly eventSlug: string;
  /** Who made the change. */
  readonly actor: Party | "system";
  readonly reason: string | null;
  /** The iTIP method (RFC 5546) of the attached invitation; null for no invitation. */
  readonly invitation: "REQUEST" | "CANCEL" | null;
};

/** The stored payload of an email: the change, and the language tag that its text and subject use. */
export type StoredEmail = EmailEvent & { readonly locale: string };

/** Everything that an email needs: the change, and the booking and its people at the time of sending. */
export type EmailFacts = EmailEvent & {
  readonly bookingId: number;
  readonly uid: string;
  /** The ORGANIZER of the calendar entry, constant for its lifetime. */
  readonly organizerEmail: string;
  readonly location: string | null;
  readonly locationType: LocationType;
  /** Whether the event type can still be booked. */
  readonly isOffered: boolean;
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
  readonly answers: readonly Answer[];
  /** The addresses of all guests. */
  readonly guests: readonly string[];
  /** Whether the attendee can bring guests along. */
  readonly takesGuests: boolean;
  /** The host's own words in this email, with variables; null for none. */
  readonly hostNote: string | null;
  /** Whether an emailed code verified the attendee's address. */
  readonly isAddressProved: boolean;
  /** The guest that the email is for; null for the host and the attendee. */
  readonly guest: string | null;
};

/** The parts of a booking that its emails depend on. */
type Entered = { readonly status: BookingStatus; readonly has_calendar_entry: boolean };

/** The emails that a change causes, given the booking after it. */
export function emailsCausedBy(event: BookingEvent, { status, has_calendar_entry }: Entered): EmailKind[] {
  switch (event) {
    case "booked":
      return status === "pending"
        ? ["attendee_requested", "host_requested"]
        : ["attendee_booked", "host_booked"];
    case "confirmed":
      return ["attendee_approved", "host_approved"];
    case "declined":
      return has_calendar_entry ? ["attendee_declined", "host_declined"] : ["attendee_declined"];
    case "expired":
      return ["attendee_expired", "host_expired"];
    case "cancelled":
      return ["attendee_cancelled", "host_cancelled"];
    case "disowned":
      return ["host_disowned"];
    case "rescheduled":
      return ["attendee_moved", "host_moved"];
  }
}

/** What a change tells the guests: only what happens to the entry in their calendars. Undefined for nothing. */
export function guestEmailCausedBy(event: BookingEvent, booking: Entered): GuestEmailKind | undefined {
  const method = invitationFor(booking);
  if (method === null) return undefined;
  if (method === "CANCEL") return "guest_cancelled";
  return event === "rescheduled" ? "guest_moved" : "guest_invited";
}

/**
 * The method of the invitation in emails about a booking. A booking that was never confirmed is in no calendar, so its emails
 * carry none.
 */
export function invitationFor({ status, has_calendar_entry }: Entered): EmailEvent["invitation"] {
  if (!has_calendar_entry) return null;
  return isLive(status) ? "REQUEST" : "CANCEL";
}

/**
 * Until when an email is worth sending: the end of the meeting, or of its previous time if that is later; a reminder only
 * until the start. An expiry is unexpected, so both sides are notified for a day after it.
 */
export function usefulUntil(
  letter: EmailKind,
  { startsAt, endsAt, movedFrom, happenedAt }: EmailEvent,
): EpochMs {
  if (isReminder(letter)) return startsAt;
  const meetingEnds = Math.max(endsAt, movedFrom?.endsAt ?? 0);
  return letter.endsWith("_expired") ? Math.max(meetingEnds, happenedAt + DAY_MS) : meetingEnds;
}

/**
 * The email that replaces one that cannot have arrived, after another change. A recipient who never heard of a booking is
 * told about its current state, and one who missed a first rescheduling is told about both as one.
 */
export function replacementKind(
  untold: { readonly letter: EmailKind; readonly event: EmailEvent },
  next: { readonly letter: EmailKind; readonly event: EmailEvent },
): { readonly letter: EmailKind; readonly event: EmailEvent } {
  const { event } = next;
  if (!next.letter.endsWith("_moved") || untold.event.status !== event.status) return next;
  if (!untold.letter.endsWith("_moved"))
    return { letter: untold.letter, event: { ...event, movedFrom: null } };
  const movedFrom = untold.event.movedFrom;
  return movedFrom?.startsAt === event.startsAt
    ? next
    : { letter: next.letter, event: { ...event, movedFrom } };
}
