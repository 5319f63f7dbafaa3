import { DAY_MS, type EpochMs, HOUR_MS } from "./interval.ts";
import type { Booking } from "./records.ts";

/** How many uses are allowed within any period of this length. */
export type Limit = { readonly most: number; readonly withinMs: number };

/** Emails to one address caused by visitors. Reminders and actions by hosts do not count. */
export const EMAILS_TO_ADDRESS: Limit = { most: 20, withinMs: DAY_MS };
/** Verification codes to one address. They have a separate limit, so that nobody can keep an owner from verifying the address. */
export const CODES_AN_HOUR: Limit = { most: 3, withinMs: HOUR_MS };
export const CODES_A_DAY: Limit = { most: 10, withinMs: DAY_MS };
/** How often an attendee can reschedule one booking. */
export const RESCHEDULES_OF_BOOKING: Limit = { most: 5, withinMs: HOUR_MS };
/** The most guests of any booking; event types allow attendees fewer. */
export const MOST_GUESTS = 10;
/** How often an attendee can change the guests of one booking. */
export const GUEST_CHANGES_OF_BOOKING: Limit = { most: 5, withinMs: HOUR_MS };
/** How often an attendee can reschedule one booking in total. */
export const MOST_RESCHEDULES = 20;
/** Changes of a host's email address; each one sends a notice to the previous address. */
export const ADDRESSES_OF_HOST: Limit = { most: 5, withinMs: DAY_MS };
/** Test emails that hosts send to themselves. */
export const TEST_LETTERS_OF_HOST: Limit = { most: 20, withinMs: HOUR_MS };
/** Emails with a link for a new password. */
export const RESETS_OF_ADDRESS: Limit = { most: 3, withinMs: HOUR_MS };
/** Bookings per client network. */
export const bookingsOfNetwork = (perHour: number): Limit => ({ most: perHour, withinMs: HOUR_MS });
/** Larger networks that contain many client networks, such as an IPv6 /48, are allowed this many times as many. */
export const WIDE_NETWORK_FACTOR = 2;

/** How many guests the attendee can have: as many as the event type allows, or those who are there already. */
export function mostGuests({ event_type, guests }: Pick<Booking, "event_type" | "guests">): number {
  return Math.max(event_type.max_guests, guests.length);
}

/** The uses that count at `now`, oldest first. */
export function countedUses(times: readonly EpochMs[], { withinMs }: Limit, now: EpochMs): EpochMs[] {
  return times.filter((at) => at > now - withinMs);
}

/** When the limit next allows a use; undefined if it allows one at `now`. Holds for any period of the limit's length. */
export function allowedFrom(times: readonly EpochMs[], limit: Limit, now: EpochMs): EpochMs | undefined {
  const increment = countedUses(times, limit, now);
  const leaves = increment[increment.length - limit.most];
  return leaves === undefined ? undefined : leaves + limit.withinMs;
}

/** A counter and the time at which it resets. */
export type Counted = { readonly count: number; readonly endsAt: EpochMs };

/** The counter after one more use at `now`; undefined if the limit does not allow it before the reset. */
export function increment(before: Counted | undefined, limit: Limit, now: EpochMs): Counted | undefined {
  if (!before || before.endsAt <= now) return { count: 1, endsAt: now + limit.withinMs };
  return before.count < limit.most ? { ...before, count: before.count + 1 } : undefined;
}
