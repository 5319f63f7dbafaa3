import type { EpochMs, Interval } from "./interval.ts";

/** How an account is reached: a feed by its address, or a protocol in both directions. */
export type CalendarKind = "ics" | "caldav" | "google" | "microsoft";

/** `revoked`: the calendar server no longer accepts the account's password or address. */
export type AccountStatus = "ok" | "syncing" | "failing" | "revoked";

/** Whether the calendar entry of a booking is as it was written, or the host has moved or deleted it there. */
export type EntryState = "written" | "moved" | "removed";

/** Why an event, or a changed occurrence of it, cannot be read; what cannot be read does not block. */
export const objectProblems = [
  "not_icalendar",
  "no_start",
  "unknown_rule",
  "too_many_occurrences",
  "too_large",
] as const;
export type ObjectProblem = (typeof objectProblems)[number];

/** What happens to a booking while a calendar cannot be read: it is refused, or the host is asked. */
export const unreachableChoices = ["refuse", "ask"] as const;
export type WhenUnreachable = (typeof unreachableChoices)[number];

/** An event with all its recurrences, as read from iCalendar data. */
export type ExternalEvent = {
  readonly uid: string | null;
  /** The title, which only its host may see. */
  readonly title: string | null;
  /** The times it blocks: sorted, disjoint, and within the window that was asked for. */
  readonly busy: readonly Interval[];
  /** The time of an event without recurrences; null for others. */
  readonly single: Interval | null;
  readonly problem: ObjectProblem | null;
};

/** An account with one or more calendars of a host, without its credentials. */
export type CalendarAccount = {
  readonly id: number;
  readonly host_id: number;
  readonly kind: CalendarKind;
  readonly name: string;
  /** As much of the address as may be shown. */
  readonly url: string;
  readonly status: AccountStatus;
  /** Why the last synchronization failed, in English. */
  readonly error: string | null;
  readonly paused: boolean;
  readonly disconnecting: "keep" | "remove" | null;
  readonly last_synced_at: EpochMs | null;
  readonly full_synced_at: EpochMs | null;
  readonly failing_since: EpochMs | null;
  readonly reported_at: EpochMs | null;
  readonly sync_at: EpochMs;
  readonly created_at: EpochMs;
  readonly updated_at: EpochMs;
};

/** A calendar of an account. */
export type ConnectedCalendar = {
  readonly id: number;
  readonly account_id: number;
  readonly name: string;
  readonly time_zone: string | null;
  /** Whether entries can be written there. */
  readonly writable: boolean;
  /** Whether its events block. */
  readonly busy: boolean;
  /** Whether bookings are written there. */
  readonly is_target: boolean;
};

/** How old the copy of a calendar may be to decide on a booking while the calendar cannot be read. */
const COPY_DECIDES_MS = 15 * 60_000;

export function isCopyRecent(readAt: EpochMs | null, now: EpochMs): boolean {
  return readAt !== null && readAt > now - COPY_DECIDES_MS && readAt <= now;
}
