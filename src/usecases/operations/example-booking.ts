import { findHostBySlug } from "../../db/queries/hosts/hosts.ts";
import { dateAt, weekdayOf } from "../../domain/clock.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../domain/interval.ts";
import type { EventType, Host } from "../../domain/records.ts";
import { type Zone, zoneOf } from "../../domain/zone.ts";
import type { Deps } from "../deps.ts";
import { listSlots } from "../bookings/list-slots.ts";

/** Data for examples: a host, an event type, and two of its starts in time order. */
export type ExampleBooking = {
  readonly host: Pick<Host, "slug" | "name">;
  readonly eventType: Pick<EventType, "slug" | "title" | "duration_minutes">;
  readonly zone: Zone;
  readonly starts: readonly [EpochMs, EpochMs];
};

/** How far ahead to look for a free start; short, since strangers can request it. */
const DAYS_LOOKED_AT = 14;

const host = {
  slug: "jane",
  name: "Jane Doe",
  email: "jane@example.com",
  time_zone: "America/New_York",
};
const eventType = { slug: "30min", title: "30 Minute Meeting", duration_minutes: 30 };

/**
 * An example booking with a fictional host, since anybody may read the examples. If the demo host exists, the starts are her
 * next free ones, so that developers can send the examples as they are; otherwise they are on a future working day.
 */
export async function exampleBooking(deps: Deps): Promise<ExampleBooking> {
  const [start, later] = await demoStarts(deps);
  const starts =
    start === undefined ? plausibleStarts(deps.now()) : ([start, later ?? start + DAY_MS] as const);
  return { host, eventType, zone: zoneOf(host.time_zone), starts };
}

async function demoStarts(deps: Deps): Promise<readonly EpochMs[]> {
  const demo = await findHostBySlug(deps.database.read, host.slug);
  if (demo?.email !== host.email) return [];
  const from = dateAt(zoneOf(host.time_zone), deps.now());
  const range = { from, to: from + DAYS_LOOKED_AT - 1, timeZone: undefined };
  const slots = await listSlots(deps, host.slug, eventType.slug, range);
  return slots.ok ? slots.value.starts : [];
}

/** An afternoon time on the working day after next, and half an hour later. */
function plausibleStarts(now: EpochMs): readonly [EpochMs, EpochMs] {
  let day = Math.floor(now / DAY_MS) + 2;
  while (weekdayOf(day) === 0 || weekdayOf(day) === 6) day += 1;
  const start = day * DAY_MS + 14 * 60 * MINUTE_MS;
  return [start, start + 30 * MINUTE_MS];
}
