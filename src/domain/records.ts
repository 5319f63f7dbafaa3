import type { BookingStatus } from "./booking.ts";
import type { EpochMs } from "./interval.ts";

/** Somebody with an account, whose time is booked. */
export type Host = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly time_zone: string;
  /** The language tag (RFC 5646) that letters to them follow, such as `de` or `en-GB`. */
  readonly locale: string;
  readonly role: HostRole;
};

/** What a host may do on the server besides running their own calendar. */
export type HostRole = "owner" | "admin" | "member";

export const locationTypes = ["video", "phone", "in_person", "other"] as const;
export type LocationType = (typeof locationTypes)[number];

/** What a host can change about an event type; lengths are minutes unless named otherwise. */
export type EventTypeSettings = {
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly duration_minutes: number;
  readonly buffer_before: number;
  readonly buffer_after: number;
  readonly min_notice_minutes: number;
  readonly max_advance_days: number;
  /** The step of the grid of starts; null for the duration. */
  readonly slot_interval_minutes: number | null;
  readonly max_bookings_per_day: number | null;
  /** The most live bookings to come that one address may have with the host. */
  readonly max_upcoming_per_attendee: number;
  /** How long after its host was last asked a pending booking is declined by the server; null for its start. */
  readonly pending_expires_hours: number | null;
  /** Whether an emailed code has to prove the attendee's address. */
  readonly verify_email: boolean;
  readonly location_type: LocationType;
  readonly location: string | null;
  readonly requires_confirmation: boolean;
  readonly questions: readonly Question[];
  /** The schedule it uses; null for the host's default one. */
  readonly schedule_id: number | null;
  /** Left out of the host's public profile, still bookable by who knows the address. */
  readonly hidden: boolean;
  readonly active: boolean;
};

/** Something bookable of a host. */
export type EventType = EventTypeSettings & {
  readonly id: number;
  readonly host_id: number;
  readonly created_at: EpochMs;
  readonly updated_at: EpochMs;
};

export const questionTypes = [
  "text",
  "textarea",
  "select",
  "multi_select",
  "checkbox",
  "number",
  "phone",
  "url",
] as const;

/** A question that an attendee answers while booking. */
export type Question = {
  readonly id: string;
  readonly label: string;
  readonly type: (typeof questionTypes)[number];
  readonly required: boolean;
  readonly options?: readonly string[];
  readonly placeholder?: string;
};

export type AnswerValue = string | number | boolean | readonly string[];
export type Answer = { readonly question_id: string; readonly label: string; readonly answer: AnswerValue };

/** Hours as the API writes them: `day` counts from Sunday, times are `HH:MM`. */
export type TimeRange = { readonly start: string; readonly end: string };
export type WeeklyHours = TimeRange & { readonly day: number };
export type DateOverride = { readonly date: string; readonly intervals: readonly TimeRange[] };

export type ScheduleSettings = {
  readonly name: string;
  readonly timezone: string;
  readonly weekly: readonly WeeklyHours[];
  readonly overrides: readonly DateOverride[];
  readonly is_default: boolean;
};
export type ScheduleRecord = ScheduleSettings & { readonly id: number };

export type TimeOff = {
  readonly id: number;
  readonly starts_at: EpochMs;
  readonly ends_at: EpochMs;
  readonly reason: string | null;
};

/** Who cannot book with a host: a mailbox, by its key, or everybody at a domain and its subdomains. */
export type Block = {
  readonly id: number;
  readonly address: string | null;
  readonly domain: string | null;
  readonly note: string | null;
  readonly created_at: EpochMs;
};

/** An API key as it can be shown again: without the key. */
export type ApiKey = {
  readonly id: number;
  readonly name: string;
  readonly prefix: string;
  readonly created_at: EpochMs;
  readonly last_used_at: EpochMs | null;
};

/** A host's session, without its token. */
export type Session = {
  readonly id: number;
  /** The User-Agent header; null if there was none. */
  readonly user_agent: string | null;
  readonly created_at: EpochMs;
  readonly last_used_at: EpochMs;
  readonly expires_at: EpochMs;
};

/** One attendee's place in a meeting, with the time, the place and the organizer that it was made with. */
export type Booking = {
  readonly id: number;
  readonly host_id: number;
  readonly meeting_id: number;
  readonly event_type: { readonly id: number; readonly slug: string; readonly title: string };
  readonly uid: string;
  readonly sequence: number;
  readonly status: BookingStatus;
  readonly requires_confirmation: boolean;
  /** The ORGANIZER of its calendar entries (RFC 5545, 3.8.4.3), the same for as long as they exist. */
  readonly organizer_email: string;
  readonly attendee_name: string;
  readonly attendee_email: string;
  readonly attendee_time_zone: string;
  /** The language tag (RFC 5646) that letters to them follow, such as `de` or `en-GB`. */
  readonly attendee_locale: string;
  readonly notes: string | null;
  readonly answers: readonly Answer[];
  readonly location: string | null;
  readonly host_notes: string | null;
  readonly cancellation_reason: string | null;
  readonly starts_at: EpochMs;
  readonly ends_at: EpochMs;
  readonly created_at: EpochMs;
  readonly updated_at: EpochMs;
  /** Whether an emailed code proved the attendee's address. */
  readonly address_proved: boolean;
  /** Keyed hash of the client network that booked, for 24 hours; null later, and if there was none to count. */
  readonly client: string | null;
  /** Whether its people have a calendar entry for it. */
  readonly has_calendar_entry: boolean;
  /** When the server declines it unless its host has decided; null once somebody has. */
  readonly decide_by: EpochMs | null;
  /** Whether the server declined it because nobody decided. */
  readonly expired: boolean;
  /** How often its attendee rescheduled it. */
  readonly attendee_moves: number;
  /** When it lost what it said of its attendee; null while it says it. */
  readonly erased_at: EpochMs | null;
};

/** One page of a list, with how many there are in all. */
export type Page<T> = { readonly items: readonly T[]; readonly total: number };
export type PageRequest = { readonly limit: number; readonly page: number };
