import type { BookingStatus } from "./booking.ts";
import type { WhenUnreachable } from "./calendars.ts";
import type { EpochMs } from "./interval.ts";

/** A person with an account who can be booked. */
export type Host = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly time_zone: string;
  /** The language tag (RFC 5646) of emails to them, such as `de` or `en-GB`. */
  readonly locale: string;
  readonly role: HostRole;
  /** What happens to a booking while one of their calendars cannot be read. */
  readonly when_calendar_unreachable: WhenUnreachable;
};

/** What a host's public pages show besides the name. */
export type HostProfile = {
  /** Markdown. */
  readonly bio: string | null;
  readonly website: string | null;
  /** Six hexadecimal digits after a `#`. */
  readonly accent_color: string | null;
  readonly show_embed_button: boolean;
  /** The hash of the picture, which its URL contains; null for none. */
  readonly avatar: string | null;
  /** Limits on all event types together. */
  readonly limits: readonly PeriodLimit[];
};

/** What a host may do on the server beyond their own calendar. */
export type HostRole = "owner" | "admin" | "member";

export const locationTypes = ["video", "phone", "in_person", "other"] as const;
export type LocationType = (typeof locationTypes)[number];

/** The editable fields of an event type; durations are in minutes unless named otherwise. */
export type EventTypeSettings = {
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly duration_minutes: number;
  readonly buffer_before: number;
  readonly buffer_after: number;
  readonly min_notice_minutes: number;
  readonly max_advance_days: number;
  /** The grid of starts, in minutes; null for the duration. */
  readonly slot_interval_minutes: number | null;
  readonly max_bookings_per_day: number | null;
  /** The maximum number of upcoming live bookings of one address with the host. */
  readonly max_upcoming_per_attendee: number;
  /** Hours after the host was last asked until the server declines a pending booking; null to wait until its start. */
  readonly pending_expires_hours: number | null;
  /** Whether attendees must enter an emailed code to verify their address. */
  readonly verify_email: boolean;
  readonly location_type: LocationType;
  readonly location: string | null;
  readonly requires_confirmation: boolean;
  readonly questions: readonly Question[];
  /** The schedule; null for the host's default schedule. */
  readonly schedule_id: number | null;
  /** The ids of the calendars whose events block it; null for all that are `busy`. */
  readonly busy_calendars: readonly number[] | null;
  /** The lengths to choose from, `duration_minutes` among them; null for that one only. */
  readonly durations_minutes: readonly number[] | null;
  readonly max_guests: number;
  /** Besides `max_bookings_per_day`. */
  readonly limits: readonly PeriodLimit[];
  readonly reminders: readonly Reminder[];
  /** The host's own words in confirmations and reminders, with variables. */
  readonly confirmation_note: string | null;
  readonly reminder_note: string | null;
  /** Where the page goes after a booking. */
  readonly redirect_url: string | null;
  /** Not listed on the host's public profile, but bookable by anybody with the link. */
  readonly hidden: boolean;
  readonly active: boolean;
};

export const limitPeriods = ["day", "week", "month"] as const;

/** The most bookings, or minutes of them, that begin in each period of the schedule's zone; weeks begin on Monday. */
export type PeriodLimit = {
  readonly period: (typeof limitPeriods)[number];
  readonly bookings?: number;
  readonly minutes?: number;
};

export const reminderReaders = ["attendee", "host", "both"] as const;

/** An email before a meeting. */
export type Reminder = {
  readonly minutes_before: number;
  readonly to: (typeof reminderReaders)[number];
};

/** Something that can be booked with a host. */
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
export type Answer = {
  readonly question_id: string;
  readonly label: string;
  readonly answer: AnswerValue;
  /** Whether it is a tick or one of the host's options, not typed; absent in older answers. */
  readonly is_chosen?: boolean;
};

/** Hours in the API's form: `day` counts from Sunday, times are `HH:MM`. */
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

/** A mailbox, by its key, or a domain with its subdomains that cannot book with a host. */
export type Block = {
  readonly id: number;
  readonly address: string | null;
  readonly domain: string | null;
  readonly note: string | null;
  readonly created_at: EpochMs;
};

/** An API key without the key itself. */
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

/** One attendee's place in a meeting, with the time, location and organizer it was made with. */
export type Booking = {
  readonly id: number;
  readonly host_id: number;
  readonly meeting_id: number;
  readonly event_type: {
    readonly id: number;
    readonly slug: string;
    readonly title: string;
    readonly location_type: LocationType;
    /** Whether it can still be booked. */
    readonly is_offered: boolean;
    readonly max_guests: number;
  };
  readonly uid: string;
  readonly sequence: number;
  readonly status: BookingStatus;
  readonly requires_confirmation: boolean;
  /** The ORGANIZER of its calendar entries (RFC 5545, 3.8.4.3), constant for their lifetime. */
  readonly organizer_email: string;
  readonly attendee_name: string;
  readonly attendee_email: string;
  readonly attendee_time_zone: string;
  /** The language tag (RFC 5646) of emails to the attendee, such as `de` or `en-GB`. */
  readonly attendee_locale: string;
  readonly notes: string | null;
  readonly answers: readonly Answer[];
  /** Addresses, case-folded, that get the invitation and its changes. */
  readonly guests: readonly string[];
  readonly location: string | null;
  readonly host_notes: string | null;
  readonly cancellation_reason: string | null;
  /** What the host wrote when confirming. */
  readonly confirmation_reason: string | null;
  readonly starts_at: EpochMs;
  readonly ends_at: EpochMs;
  readonly created_at: EpochMs;
  readonly updated_at: EpochMs;
  /** Whether an emailed code verified the attendee's address. */
  readonly address_proved: boolean;
  /** Keyed hash of the client network that booked, for 24 hours; null afterwards, or if it was not counted. */
  readonly client: string | null;
  /** Whether its people have a calendar entry for it. */
  readonly has_calendar_entry: boolean;
  /** The deadline for the host's decision; null once it has been decided. */
  readonly decide_by: EpochMs | null;
  /** Whether the server declined it because the host did not decide in time. */
  readonly expired: boolean;
  /** How often the attendee rescheduled it. */
  readonly attendee_moves: number;
  /** When it was confirmed for its present time; null while it is not, and for bookings of older versions. */
  readonly confirmed_at: EpochMs | null;
  /** Whether the host noted that the attendee did not come. */
  readonly no_show: boolean;
  /** Why it was last rescheduled. */
  readonly reschedule_reason: string | null;
  /** The private link that it was booked with. */
  readonly link_id: number | null;
  /** When its attendee was erased; null if that has not happened. */
  readonly erased_at: EpochMs | null;
};

/** One page of a list and the total number of items. */
export type Page<T> = { readonly items: readonly T[]; readonly total: number };
export type PageRequest = { readonly limit: number; readonly page: number };
