import { listPublicEventTypes } from "../db/queries/event-types.ts";
import { findFirstHost } from "../db/queries/hosts.ts";
import { dateAt, weekdayOf } from "../domain/clock.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../domain/interval.ts";
import type { EventType, Host } from "../domain/records.ts";
import { type Zone, zoneOf } from "../domain/zone.ts";
import type { Deps } from "./deps.ts";
import { listSlots } from "./list-slots.ts";

/** Something to show in examples: a host, an event type, and two starts of it in time order. */
export type ExampleBooking = {
  readonly host: Pick<Host, "slug" | "name">;
  readonly eventType: Pick<EventType, "slug" | "title" | "duration_minutes">;
  readonly zone: Zone;
  readonly starts: readonly [EpochMs, EpochMs];
};

/** How far ahead a free start is looked for; what is looked up is little, since strangers can ask for it. */
const DAYS_LOOKED_AT = 14;

const nobody = {
  host: { slug: "jane", name: "Jane Doe", time_zone: "America/New_York" },
  eventType: { slug: "30min", title: "30 Minute Meeting", duration_minutes: 30 },
};

/**
 * What the first host offers that can be booked without answers, with its next two free starts; where there
 * is no such thing, a made-up host, and starts on a working day to come.
 */
export async function exampleBooking(deps: Deps): Promise<ExampleBooking> {
  const offered = await firstOffered(deps);
  const { host, eventType } = offered ?? nobody;
  const [start, later] = offered ? await nextStarts(deps, offered) : [];
  const starts =
    start === undefined ? plausibleStarts(deps.now()) : ([start, later ?? start + DAY_MS] as const);
  return { host, eventType, zone: zoneOf(host.time_zone), starts };
}

async function firstOffered({ database }: Deps): Promise<{ host: Host; eventType: EventType } | undefined> {
  const host = await findFirstHost(database.read);
  if (!host) return undefined;
  const eventTypes = await listPublicEventTypes(database.read, host.id);
  const eventType = eventTypes.find(({ questions }) => !questions.some(({ required }) => required));
  return eventType && { host, eventType };
}

async function nextStarts(
  deps: Deps,
  { host, eventType }: { host: Host; eventType: EventType },
): Promise<readonly EpochMs[]> {
  const from = dateAt(zoneOf(host.time_zone), deps.now() + eventType.min_notice_minutes * MINUTE_MS);
  const range = { from, to: from + DAYS_LOOKED_AT - 1, timeZone: undefined };
  const slots = await listSlots(deps, host.slug, eventType.slug, range);
  return slots.ok ? slots.value.starts : [];
}

/** An afternoon hour of the next working day but one, and half an hour later. */
function plausibleStarts(now: EpochMs): readonly [EpochMs, EpochMs] {
  let day = Math.floor(now / DAY_MS) + 2;
  while (weekdayOf(day) === 0 || weekdayOf(day) === 6) day += 1;
  const start = day * DAY_MS + 14 * 60 * MINUTE_MS;
  return [start, start + 30 * MINUTE_MS];
}
