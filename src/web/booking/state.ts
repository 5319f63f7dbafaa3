import type { LocationType, Question } from "../../domain/records.ts";
import type { FieldProblems, Values } from "./form-fields.ts";
import type { Language } from "../../i18n/locale.ts";
import type { RescheduleTexts } from "../../i18n/texts/rescheduling.ts";
import type { Texts } from "../../i18n/texts/booking.ts";
import type { Clock } from "../../i18n/wall-time.ts";

/** A bookable start, as in `GET /v1/slots`. */
export type Slot = {
  readonly start: string;
  readonly end: string;
  readonly start_local: string;
  readonly end_local: string;
};

/** Time off of the host, in milliseconds, with what visitors read about it. */
export type AwayNote = {
  readonly start: number;
  readonly end: number;
  readonly message: string | null;
  /** Whom to book instead. */
  readonly other: { readonly name: string; readonly url: string } | null;
};

/** An event type as visitors see it. */
export type PublicEvent = {
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly duration_minutes: number;
  readonly durations_minutes: readonly number[];
  readonly location_type: LocationType;
  /** The address of a meeting in person. */
  readonly location: string | null;
  readonly requires_confirmation: boolean;
  readonly verify_email: boolean;
  readonly questions: readonly Question[];
  readonly max_guests: number;
};

/** Whom the reader meets; `avatar` is the path of a picture, and `accent` that of a style sheet. */
export type PageHost = {
  readonly username: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly accent: string | null;
};

/** How the page is embedded; null if it is not. */
export type Embed = "inline" | "popup" | "widget" | null;

/** The requested colour scheme; the system's by default. */
export type Theme = "light" | "dark";

/** A new booking: the first ten fields are reported to the parent window, the rest is for the page. */
export type Booked = {
  readonly id: number;
  readonly uid: string;
  readonly status: string;
  readonly requires_confirmation: boolean;
  readonly attendee_name: string;
  readonly attendee_email: string;
  readonly attendee_timezone: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly event_type: string;
  readonly start_local: string;
  readonly end_local: string;
  readonly location: string | null;
  readonly is_over: boolean;
  readonly view_url: string;
  readonly move_url: string;
  readonly cancel_url: string;
  /** The page for the guests; null if none can come. */
  readonly guests_url: string | null;
  readonly ics_url: string;
};

type Rescheduling = {
  readonly token: string;
  readonly booking: Booked;
  /** Its current time, in the page's zone. */
  readonly current: Slot;
  readonly words: RescheduleTexts["words"];
};

export type FormError =
  | "taken"
  | "unchanged"
  | "fields"
  | "alreadySent"
  | "codeSent"
  | "proveAddress"
  | "tooManyBookings"
  | "tooManyMoves"
  | "calendarUnreachable"
  | "noLongerOffered"
  | "linkUsed"
  | "offline"
  | "unreachable"
  | "tooMany"
  | "serverTrouble";

/**
 * The state of a booking page, on the server and in the browser. The page contains it as JSON, so that the browser continues
 * from exactly what was rendered.
 */
export type PageState = {
  readonly language: Language;
  readonly locale: string;
  readonly texts: Texts;
  /** The path before `/book`, if the server does not run at the root. */
  readonly base: string;
  /** The server's public URL, without a trailing slash. */
  readonly publicUrl: string;
  readonly embed: Embed;
  /** Null for a new booking. */
  readonly rescheduling: Rescheduling | null;
  readonly host: PageHost;
  /** The event type's description as HTML; null for none. */
  readonly descriptionHtml: string | null;
  /** Whether there is a button that shows how to embed the page. */
  readonly showsEmbed: boolean;
  readonly event: PublicEvent;
  readonly clock: Clock;
  /** Parameters of the query that every link keeps. */
  readonly asked: {
    readonly lang?: string;
    readonly tz?: string;
    readonly clock?: string;
    readonly theme?: Theme;
    /** One of several lengths, in minutes. */
    readonly duration?: string;
    /** The token of a private link. */
    readonly link?: string;
  };
  readonly timeZone: string;
  /** When the page was rendered, and the last instant within the host's horizon. */
  readonly now: number;
  readonly horizon: number;
  /** The host's time off up to the horizon of which visitors read something. */
  readonly away: readonly AwayNote[];
  /** The available zones; not in the JSON, because the rendered page contains them. */
  readonly timeZones: readonly string[];
  /** The range of selectable days: today, and the last day within the host's horizon. */
  readonly today: string;
  readonly lastDay: string;
  /** The visible month and its free slots. */
  readonly month: string;
  readonly slots: readonly Slot[];
  /** Dates of the month that were not loaded because there are too many slots; they may be free. */
  readonly unread: readonly string[];
  /** The selected day; null if the month has no free day. */
  readonly date: string | null;
  /** The selected slot; if there is one, the page shows the form. */
  readonly slot: Slot | null;
  readonly nearest: readonly Slot[];
  readonly values: Values;
  /** What links keep: prefilled values, and without scripts also the form's input. */
  readonly carried: Values;
  readonly problems: FieldProblems;
  readonly formError: FormError | null;
  /** Whether an emailed code has to be entered. */
  readonly codeSent: boolean;
  /** The `Idempotency-Key` of one attempt. */
  readonly attempt: string;
  readonly booked: Booked | null;
  /** Whether the event type can still be booked. */
  readonly isOffered: boolean;
  /** Where the page goes after a booking; null to stay. */
  readonly redirectsTo: string | null;
  /** Whether the booking was made on this page just now, instead of being looked up. */
  readonly isNew: boolean;
  /** State that only exists in a browser with scripts. */
  readonly live: Live | null;
};

/** The state of running requests and inputs. */
type Live = {
  readonly isLoading: boolean;
  readonly loadFailed: boolean;
  readonly isOffline: boolean;
  readonly sending: "no" | "sending" | "slowly";
};

export type Step = "choose" | "details" | "done";

export function stepOf({ booked, slot }: PageState): Step {
  if (booked) return "done";
  return slot ? "details" : "choose";
}

/** Returns whether the selected time was taken and alternatives are offered. */
export function isTimeGone({ formError, nearest }: PageState): boolean {
  return formError === "taken" || nearest.length > 0;
}

export function slotsOn({ slots }: PageState, date: string | null): readonly Slot[] {
  return slots.filter(({ start_local }) => start_local.slice(0, 10) === date);
}

export function freeDates({ slots }: Pick<PageState, "slots">): Set<string> {
  return new Set(slots.map(({ start_local }) => start_local.slice(0, 10)));
}

/** The selectable dates: those with a free slot, and those not loaded yet. */
export function openDates({ slots, unread }: Pick<PageState, "slots" | "unread">): Set<string> {
  return new Set([...freeDates({ slots }), ...unread]);
}

/** The slots nearest to a start, in time order. */
export function nearestTo(start: string, slots: readonly Slot[], most = 6): Slot[] {
  const distance = (slot: Slot) => Math.abs(Date.parse(slot.start) - Date.parse(start));
  return slots
    .filter((slot) => slot.start !== start)
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, most)
    .toSorted((one, other) => one.start.localeCompare(other.start));
}
