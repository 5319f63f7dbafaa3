import type { LocationType, Question } from "../../domain/records.ts";
import type { Problems, Values } from "./form-fields.ts";
import type { Language } from "../../i18n/locale.ts";
import type { MoveTexts } from "../../i18n/texts/moving.ts";
import type { Texts } from "../../i18n/texts/booking.ts";
import type { Clock } from "../../i18n/wall-time.ts";

/** A start that can be booked, as `GET /v1/slots` lists it. */
export type Slot = {
  readonly start: string;
  readonly end: string;
  readonly start_local: string;
  readonly end_local: string;
};

/** An event type as visitors see it. */
export type PublicEvent = {
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly duration_minutes: number;
  readonly location_type: LocationType;
  readonly requires_confirmation: boolean;
  readonly verify_email: boolean;
  readonly questions: readonly Question[];
};

/** How the page stands in another one; null on its own. */
export type Embed = "inline" | "popup" | "widget" | null;

/** The colours asked for; without, those of the reader's system. */
export type Theme = "light" | "dark";

/** A booking that was made: what the window around is told (the first ten), and what its page shows. */
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
  readonly move_url: string;
  readonly cancel_url: string;
  readonly ics_url: string;
};

/** The booking that the page moves, instead of making one. */
type Moving = {
  readonly token: string;
  readonly booking: Booked;
  /** The time that it has until it moves, in the zone of the page. */
  readonly current: Slot;
  readonly words: MoveTexts["words"];
};

/** What stands in the way of the whole form. */
export type Trouble =
  | "taken"
  | "unchanged"
  | "fields"
  | "alreadySent"
  | "codeSent"
  | "proveAddress"
  | "tooManyBookings"
  | "tooManyMoves"
  | "noLongerOffered"
  | "offline"
  | "unreachable"
  | "tooMany"
  | "serverTrouble";

/**
 * Everything that a booking page shows, on the server as in the browser. It travels with the page as JSON, so that
 * the browser goes on from exactly what was painted.
 */
export type PageState = {
  readonly language: Language;
  readonly locale: string;
  readonly texts: Texts;
  /** The path before `/book`, where the server stands below one. */
  readonly base: string;
  /** Where this server is reached from outside, without a slash at its end. */
  readonly publicUrl: string;
  readonly embed: Embed;
  /** Null where a new booking is made. */
  readonly moving: Moving | null;
  readonly host: { readonly username: string; readonly name: string };
  readonly event: PublicEvent;
  readonly clock: Clock;
  /** What the query named; it is carried along in every link. */
  readonly asked: {
    readonly lang?: string;
    readonly tz?: string;
    readonly clock?: string;
    readonly theme?: Theme;
  };
  readonly timeZone: string;
  /** When the page was made, and the last instant within the host's horizon. */
  readonly now: number;
  readonly horizon: number;
  /** The zones to choose from; left out of the JSON, as the painted page holds them. */
  readonly timeZones: readonly string[];
  /** The days that can be asked for: today, and the last one within the host's horizon. */
  readonly today: string;
  readonly lastDay: string;
  /** The month shown, and its free slots. */
  readonly month: string;
  readonly slots: readonly Slot[];
  /** Dates of the month that were not loaded because there are too many slots; they may be free. */
  readonly unread: readonly string[];
  /** The day shown; null where the month has no free one. */
  readonly date: string | null;
  /** The slot chosen; with it, the page shows the form. */
  readonly slot: Slot | null;
  readonly nearest: readonly Slot[];
  readonly values: Values;
  /** What links carry along: what the address filled in, and without scripts what was typed too. */
  readonly carried: Values;
  readonly problems: Problems;
  readonly trouble: Trouble | null;
  /** Whether a code is on its way to the address, and has to be typed. */
  readonly codeSent: boolean;
  /** One attempt's `Idempotency-Key`. */
  readonly attempt: string;
  readonly booked: Booked | null;
  /** What only a browser with scripts knows. */
  readonly live: Live | null;
};

/** What goes on in the browser. */
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

/** True where the time chosen turned out to be taken, and others are offered instead. */
export function isTimeGone({ trouble, nearest }: PageState): boolean {
  return trouble === "taken" || nearest.length > 0;
}

/** The free slots of the day shown. */
export function slotsOn({ slots }: PageState, date: string | null): readonly Slot[] {
  return slots.filter(({ start_local }) => start_local.slice(0, 10) === date);
}

/** The dates of the month that have a free slot. */
export function freeDates({ slots }: Pick<PageState, "slots">): Set<string> {
  return new Set(slots.map(({ start_local }) => start_local.slice(0, 10)));
}

/** The dates that can be chosen: those with a free slot, and those not loaded yet. */
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
