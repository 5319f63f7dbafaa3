import { DAY_MS, type EpochMs, HOUR_MS } from "./interval.ts";

/** How often something may be done within a stretch of time of that length. */
export type Limit = { readonly most: number; readonly withinMs: number };

/** Emails that visitors cause to one address. Reminders and what hosts do are not counted. */
export const EMAILS_TO_ADDRESS: Limit = { most: 20, withinMs: DAY_MS };
/** Codes that are emailed to one address. They have limits of their own, so that nobody can keep an owner from proving it. */
export const CODES_AN_HOUR: Limit = { most: 3, withinMs: HOUR_MS };
export const CODES_A_DAY: Limit = { most: 10, withinMs: DAY_MS };
/** Times that its attendee reschedules a booking. */
export const MOVES_OF_BOOKING: Limit = { most: 5, withinMs: HOUR_MS };
/** And for as long as the booking exists. */
export const MOST_MOVES = 20;
/** Changes of a host's email address; each one sends a notice to the previous address. */
export const ADDRESSES_OF_HOST: Limit = { most: 5, withinMs: DAY_MS };
/** Bookings from one client network. */
export const bookingsOfNetwork = (perHour: number): Limit => ({ most: perHour, withinMs: HOUR_MS });
/** A network that holds many client networks, such as an IPv6 /48, may have this many times as many. */
export const WIDE_NETWORK_FACTOR = 2;

/** Those uses that count at `now`, oldest first. */
export function countedUses(times: readonly EpochMs[], { withinMs }: Limit, now: EpochMs): EpochMs[] {
  return times.filter((at) => at > now - withinMs);
}

/** When the limit next allows a use; undefined if it does at `now`. Holds for any stretch of time of that length. */
export function allowedFrom(times: readonly EpochMs[], limit: Limit, now: EpochMs): EpochMs | undefined {
  const counted = countedUses(times, limit, now);
  const leaves = counted[counted.length - limit.most];
  return leaves === undefined ? undefined : leaves + limit.withinMs;
}

/** What was counted since something was first done, until that count ends. */
export type Counted = { readonly count: number; readonly endsAt: EpochMs };

/** What is counted once it is done again at `now`; undefined if the limit does not allow it before the count ends. */
export function counted(before: Counted | undefined, limit: Limit, now: EpochMs): Counted | undefined {
  if (!before || before.endsAt <= now) return { count: 1, endsAt: now + limit.withinMs };
  return before.count < limit.most ? { ...before, count: before.count + 1 } : undefined;
}
