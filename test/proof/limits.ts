/** Limits by the contract, independent of the server's code. */

const DAY_MS = 86_400_000;

export type Meeting = { readonly startsAt: number; readonly minutes: number };

/** At most this many bookings or minutes per period. */
export type Limit = {
  readonly period: "day" | "week" | "month";
  readonly bookings?: number;
  readonly minutes?: number;
};

/** Returns whether every limit leaves room for a meeting beside the others that count. */
export function hasRoom(limits: readonly Limit[], others: readonly Meeting[], meeting: Meeting): boolean {
  return limits.every(({ period, bookings = Infinity, minutes = Infinity }) => {
    const name = nameOf(period, meeting);
    const all = [meeting, ...others.filter((other) => nameOf(period, other) === name)];
    return all.length <= bookings && all.reduce((sum, one) => sum + one.minutes, 0) <= minutes;
  });
}

/** The period in which a meeting begins, in the zone of the schedule: 2026-03-08, 2026-03, or the Monday of the week. */
function nameOf(period: Limit["period"], { startsAt }: Meeting): string {
  const date = inNewYork.format(startsAt);
  if (period === "day") return date;
  if (period === "month") return date.slice(0, "2026-03".length);
  const midnight = new Date(date);
  const daysAfterMonday = (midnight.getUTCDay() + 6) % 7;
  return new Date(midnight.getTime() - daysAfterMonday * DAY_MS).toISOString().slice(0, "2026-03-02".length);
}

/** Swedish dates are written 2026-03-08. */
const inNewYork = new Intl.DateTimeFormat("sv-SE", { timeZone: "America/New_York", dateStyle: "short" });
