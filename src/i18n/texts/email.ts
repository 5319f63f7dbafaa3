import type { Letter } from "../../domain/letter.ts";

/** How a letter begins. `{name}` is the other person: the host in the attendee's letters, the attendee in the host's, who is also `{email}`. */
export type Opening = { readonly heading: string; readonly lead: string };

/** What either person can do. `lead` says that the other one did it, `ownLead` that the reader did. */
type SharedOpening = Opening & { readonly ownLead: string };

type SharedLetter = "attendee_cancelled" | "attendee_moved" | "host_cancelled" | "host_moved";

/** Every sentence of the letters. `{name}` is filled in; a language that lacks one does not compile. */
export type Texts = {
  /** The meeting's name in calendars and subjects, of `{event}`, `{attendee}` and `{host}`. */
  readonly meetingTitle: string;
  /** `{event}`, and with whom: `{name}`. */
  readonly meetingWith: string;
  /** A `{label}` before what it names. */
  readonly labelled: string;
  /** Subjects of letters about a `{meeting}` that is not on, or not yet. */
  readonly subjects: {
    readonly cancelled: string;
    readonly declined: string;
    readonly requested: string;
    readonly toApprove: string;
  };
  readonly openings: Readonly<Record<Exclude<Letter, SharedLetter>, Opening>> &
    Readonly<Record<SharedLetter, SharedOpening>>;
  /** Says to the attendee that the host, `{name}`, still decides about a booking that was moved. */
  readonly awaitsHost: string;
  /** Says the same to the host. */
  readonly awaitsYou: string;
  /** Says to the attendee that the host, `{name}`, decides again, now that a booking that was confirmed has moved. */
  readonly asksHostAgain: string;
  /** Says the same to the host. */
  readonly asksYouAgain: string;
  readonly reason: string;
  readonly what: string;
  readonly who: string;
  readonly when: string;
  readonly theirTime: string;
  readonly before: string;
  readonly now: string;
  readonly where: string;
  readonly notes: string;
  readonly reschedule: string;
  readonly cancel: string;
  readonly approve: string;
  readonly decline: string;
  /** Below the attendee's letters: `{name}` gets the answer, `{email}` is the attendee's address. */
  readonly attendeeFooter: string;
  /** Below the attendee's first letter, for people in whose name somebody else booked. */
  readonly notMe: { readonly question: string; readonly answer: string };
  /** Below the host's letters: `{name}` gets the answer. */
  readonly hostFooter: string;
  /** The email with a code that proves an address: `{event}` with the host `{name}`, and the address, `{email}`. */
  readonly code: {
    readonly subject: string;
    readonly heading: string;
    readonly lead: string;
    readonly label: string;
    readonly footer: string;
  };
  /** The email to the address that a host had until now: `{email}`, which is the new one in `lead`. */
  readonly addressChanged: {
    readonly subject: string;
    readonly heading: string;
    readonly lead: string;
    readonly server: string;
    readonly footer: string;
  };
};
