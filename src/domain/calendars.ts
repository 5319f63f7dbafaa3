import type { EpochMs, Interval } from "./interval.ts";

/** How an account is reached: a feed by its address, or a protocol in both directions. */
export type CalendarKind = "ics" | "caldav" | "google" | "microsoft";

/** `revoked`: the calendar server no longer accepts the account's password or address. */
export type AccountStatus = "ok" | "syncing" | "failing" | "revoked";

/** Whether the calendar entry of a booking is as it was written, or the host has moved or deleted it there. */
export type EntryState = "written" | "moved" | "removed";

/** Why an event cannot be read; such an event does not block. */
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

/** How old the copy of a calendar may be to decide on a booking while the calendar cannot be read. */
export const COPY_DECIDES_MS = 15 * 60_000;

export function isCopyRecent(readAt: EpochMs | null, now: EpochMs): boolean {
  return readAt !== null && readAt > now - COPY_DECIDES_MS && readAt <= now;
}
