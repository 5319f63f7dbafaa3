import type { EmailKind } from "../../domain/email.ts";
import type { LocationType } from "../../domain/records.ts";

/**
 * The beginning of an email. `{name}` is the other person: the host for the attendee, the attendee for the host, who also
 * gets `{email}`. For guests they are the host's name and the attendee's address.
 */
export type Opening = { readonly heading: string; readonly lead: string };

/** Something that either side can do. `lead` says that the other side did it, `ownLead` that the recipient did. */
type SharedOpening = Opening & { readonly ownLead: string };

type SharedLetter = "attendee_cancelled" | "attendee_moved" | "host_booked" | "host_cancelled" | "host_moved";

/** Every text of the emails. `{name}` is a placeholder; a language that lacks a text does not compile. */
export type Texts = {
  /** The meeting's name in calendars and subjects, from `{event}`, `{attendee}` and `{host}`. */
  readonly meetingTitle: string;
  /** `{event}` with the other person, `{name}`. */
  readonly meetingWith: string;
  /** The name of the calendar with all bookings of the host, `{name}`. */
  readonly calendarName: string;
  /** A `{label}` in front of a value. */
  readonly labelled: string;
  /** Subjects of emails about a `{meeting}` that is cancelled, not yet confirmed, or about to begin. */
  readonly subjects: {
    readonly cancelled: string;
    readonly declined: string;
    readonly requested: string;
    readonly toConfirm: string;
    readonly reminder: string;
  };
  readonly openings: Readonly<Record<Exclude<EmailKind, SharedLetter>, Opening>> &
    Readonly<Record<SharedLetter, SharedOpening>>;
  /** Tells the attendee that the host, `{name}`, still has to decide about a rescheduled request. */
  readonly awaitsHost: string;
  /** The same for the host. */
  readonly awaitsYou: string;
  /** Tells the attendee that the host, `{name}`, has to decide again after a confirmed booking was rescheduled. */
  readonly asksHostAgain: string;
  /** The same for the host. */
  readonly asksYouAgain: string;
  readonly reason: string;
  readonly what: string;
  readonly who: string;
  readonly when: string;
  /** The time in the zone of the attendee, `{name}`. */
  readonly theirTime: string;
  readonly before: string;
  readonly now: string;
  readonly where: string;
  readonly guests: string;
  /** The attendee's link to the list of guests. */
  readonly changeGuests: string;
  /** In front of the host's own words to the attendee; `{name}` is the host. */
  readonly hostNote: string;
  /** The `{subject}` of a test email. */
  readonly testSubject: string;
  readonly notes: string;
  readonly reschedule: string;
  readonly cancel: string;
  readonly confirm: string;
  readonly decline: string;
  /** The link to the booking's page. */
  readonly open: string;
  /** After a meeting that does not take place. */
  readonly bookAgain: string;
  /** Where a meeting without a location takes place; `{name}` is the host. */
  readonly places: Readonly<Record<LocationType, string>>;
  /** The same for the host. */
  readonly hostPlaces: Readonly<Record<LocationType, string>>;
  /** At the end of the attendee's emails: replies go to `{name}`, and `{email}` is the attendee's address. */
  readonly attendeeFooter: string;
  /** At the end of the attendee's first email, for people who did not book themselves. */
  readonly notMe: { readonly question: string; readonly answer: string };
  /** At the end of guests' emails: replies go to the host, `{name}`, and `{email}` is the attendee's address. */
  readonly guestFooter: string;
  /** At the end of the host's emails: replies go to `{name}`. */
  readonly hostFooter: string;
  /** The email with a verification code: `{event}` with the host `{name}`, and the address `{email}`. */
  readonly code: {
    readonly subject: string;
    readonly heading: string;
    readonly lead: string;
    readonly label: string;
    readonly footer: string;
  };
  /** The email to a host's previous address, `{email}`; in `lead` it is the new one. */
  readonly addressChanged: {
    readonly subject: string;
    readonly heading: string;
    readonly lead: string;
    readonly server: string;
    readonly footer: string;
  };
  /** The email to a host who moved or deleted the calendar entry of a booking with `{name}`. */
  readonly entryChanged: {
    readonly moved: Opening & { readonly subject: string };
    readonly removed: Opening & { readonly subject: string };
    readonly bookedFor: string;
    readonly movedTo: string;
    readonly action: string;
    readonly footer: string;
  };
  /** The email about a calendar account, `{name}`, that cannot be read, and what happens to bookings meanwhile. */
  readonly calendarFailing: {
    readonly subject: string;
    readonly heading: string;
    readonly lead: string;
    readonly reason: string;
    readonly effect: string;
    readonly refuses: string;
    readonly asks: string;
    readonly action: string;
    readonly footer: string;
  };
  /** The email with a host's link for a new password; `{server}` is its address. */
  readonly passwordReset: {
    readonly subject: string;
    readonly heading: string;
    readonly lead: string;
    readonly action: string;
    readonly footer: string;
  };
};
