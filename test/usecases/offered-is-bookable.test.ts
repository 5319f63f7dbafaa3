import { expect } from "bun:test";
import fc from "fast-check";
import { sql } from "kysely";
import { operator } from "../../src/domain/actor.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../src/domain/interval.ts";
import type { EventTypeSettings, Host, PeriodLimit } from "../../src/domain/records.ts";
import { book } from "../../src/usecases/bookings/book.ts";
import { findBookingOfHost } from "../../src/db/queries/bookings/bookings.ts";
import { saveProfile, standardProfile } from "../../src/db/queries/hosts/profiles.ts";
import { durationsOf } from "../../src/domain/policy.ts";
import { decide } from "../../src/usecases/bookings/decide.ts";
import { eventTypeDefaults } from "../../src/usecases/hosts/event-types.ts";
import {
  listRescheduleSlots,
  listSlots,
  listSlotsAs,
  type SlotsQuery,
} from "../../src/usecases/bookings/list-slots.ts";
import { reschedule } from "../../src/usecases/bookings/reschedule.ts";
import { addTimeOff } from "../../src/usecases/hosts/time-off.ts";
import { MONDAY, startApp, type TestApp } from "../support/start-app.ts";
import { proof } from "../support/proof.ts";

const today = Math.floor(MONDAY / DAY_MS);

/** Includes every start below, in any caller's zone. */
const days = { from: today - 1, to: today + 10, timeZone: "Pacific/Auckland" };

/** Zones whose midnight is within the host's hours, and others. */
const askers = ["Asia/Kathmandu", "Asia/Singapore", "Asia/Tokyo", "UTC", "America/New_York"] as const;

/** Every length above, so that the one shown first is among them. */
const LENGTHS = [15, 30, 45, 60, 120];

const someLimits = fc.constantFrom<readonly PeriodLimit[]>(
  [],
  [],
  [{ period: "week", bookings: 2 }],
  [{ period: "day", minutes: 135 }],
  [
    { period: "week", minutes: 240 },
    { period: "month", bookings: 4 },
  ],
);

/** Three event types of one host, so that their buffers, grids and limits meet in one calendar. */
const eventType = (slug: string): fc.Arbitrary<EventTypeSettings> =>
  fc.record({
    ...plain(eventTypeDefaults),
    slug: fc.constant(slug),
    title: fc.constant(slug),
    duration_minutes: fc.constantFrom(15, 30, 45, 60, 120),
    durations_minutes: fc.constantFrom(null, null, LENGTHS),
    buffer_before: fc.constantFrom(0, 0, 5, 15, 60),
    buffer_after: fc.constantFrom(0, 0, 10, 30),
    min_notice_minutes: fc.constantFrom(0, 0, 60, 1440),
    max_advance_days: fc.constantFrom(1, 3, 60),
    slot_interval_minutes: fc.constantFrom(null, null, 10, 20),
    max_bookings_per_day: fc.constantFrom(null, null, 1, 2),
    limits: someLimits,
    requires_confirmation: fc.boolean(),
  });

function plain<Fields extends object>(fields: Fields) {
  const each = Object.entries(fields).map(([name, value]) => [name, fc.constant(value)]);
  return Object.fromEntries(each) as { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> };
}

const slugs = ["short", "long", "rare"] as const;
const settings = fc.tuple(...slugs.map(eventType));

/** Instants in New York's office hours in the first days, on a grid that often matches. */
const start = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 13 * 4, max: 22 * 4 }))
  .map(([day, quarters]) => (today + day) * DAY_MS + quarters * 15 * MINUTE_MS);

const step = fc.record({
  act: fc.constantFrom("book", "book", "book", "move", "move", "override", "cancel", "rest", "wait"),
  slug: fc.constantFrom(...slugs),
  /** The index of an offered start or of a booking. */
  which: fc.nat({ max: 400 }),
  start,
  takesOffered: fc.boolean(),
  asker: fc.constantFrom(...askers),
  length: fc.constantFrom(undefined, ...LENGTHS),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

proof(
  "exactly the offered starts can be booked, whatever happened before",
  25,
  fc.asyncProperty(
    settings,
    someLimits,
    fc.array(step, { minLength: 5, maxLength: 25 }),
    async (eventTypes, limits, steps) => {
      const app = await startApp();
      try {
        const { host } = await app.host("jane", eventTypes);
        await app.database.write((trx) => saveProfile(trx, host.id, { ...standardProfile, limits }));
        for (const one of steps) {
          await take(app, host, one, eventTypes);
          await expectNoOverlap(app);
        }
      } finally {
        app.close();
      }
    },
  ),
);

async function take(
  { deps, clock, database }: TestApp,
  host: Host,
  { act, slug, which, ...one }: Step,
  eventTypes: readonly EventTypeSettings[],
) {
  const lengths = durationsOf(eventTypes.find((eventType) => eventType.slug === slug)!);
  const durationMinutes = lengths.find((length) => length === one.length);
  if (act === "wait") {
    await slotsOf(deps, slug, days);
    clock.now += which * MINUTE_MS;
  }
  if (act === "rest")
    await addTimeOff(
      deps,
      { host, actor: operator },
      {
        starts_at: one.start,
        ends_at: one.start + which * MINUTE_MS + 1,
        reason: null,
        message: null,
        redirect_to: null,
      },
    );

  const offered = await slotsOf(deps, slug, { ...days, durationMinutes });
  await expectDaysToAddUp(deps, slug, one.asker);
  if (act === "book") {
    const startsAt = pick(offered, which, one);
    const booked = await book(deps, {
      hostSlug: host.slug,
      eventSlug: slug,
      startsAt,
      durationMinutes,
      ...jason,
    });
    expect([startsAt, booked.ok]).toEqual([startsAt, offered.includes(startsAt)]);
  }

  const { rows } = await sql<{ id: number }>`select id from bookings`.execute(database.read);
  const id = rows[which % rows.length]?.id;
  if (id === undefined) return;
  const ref = { hostId: host.id, id, by: operator };
  if (act === "cancel") await decide(deps, ref, "cancel", { actor: "host" });
  if (act !== "move" && act !== "override") return;
  const found = await findBookingOfHost(deps.database.read, host.id, id);
  if (!found) throw new Error("the booking is gone");
  const { status, ends_at, starts_at, expired } = found;
  // Only hosts can reschedule a meeting that has begun.
  const movableUntil = act === "override" ? ends_at : starts_at;
  const lives = movableUntil > clock.now && (status === "pending" || status === "confirmed");
  // They can also reschedule a request that expired, or whose start has passed.
  const isRevived = act === "override" && (expired || (status === "pending" && starts_at <= clock.now));
  const { starts } = await listRescheduleSlots(deps, found, days);
  const startsAt = pick(starts, which, one);
  const override = act === "override";
  const hasRoom = override
    ? startsAt > clock.now && (await isBesideOthers(database, id, startsAt))
    : starts.includes(startsAt);
  const actor = override ? "host" : "attendee";
  const moved = await reschedule(deps, ref, { startsAt, timeZone: undefined, override, actor });
  const isMoved = isRevived ? hasRoom : lives && (hasRoom || startsAt === starts_at);
  expect([startsAt, moved.ok]).toEqual([startsAt, isMoved]);
}

/** Whether the booking at `startsAt` would overlap no other. */
async function isBesideOthers(
  { read }: TestApp["database"],
  id: number,
  startsAt: EpochMs,
): Promise<boolean> {
  const { rows } = await sql`
    select other.busy_from from bookings as moved
    join event_types as e on e.id = moved.event_type_id
    join holds as other on other.meeting_id <> moved.meeting_id
    where moved.id = ${id}
      and other.busy_from < ${startsAt} + moved.ends_at - moved.starts_at + e.buffer_after * ${MINUTE_MS}
      and other.busy_until > ${startsAt} - e.buffer_before * ${MINUTE_MS}`.execute(read);
  return rows.length === 0;
}

const jason = {
  attendeeName: "Jason Johnson",
  attendeeEmail: "jason@example.com",
  attendeeTimeZone: "America/Chicago",
  attendeeLocale: "en",
  notes: null,
  answers: [],
  guests: [],
  emailCode: undefined,
  client: undefined,
  byHostId: undefined,
};

/** The lists of single days together equal the list of all days, wherever the caller's midnight is. */
async function expectDaysToAddUp(deps: TestApp["deps"], slug: string, timeZone: string): Promise<void> {
  const dates = [-1, 0, 1, 2, 3].map((ahead) => today + ahead);
  const lists = dates.map((date) => slotsOf(deps, slug, { from: date, to: date, timeZone }));
  const all = await slotsOf(deps, slug, { from: dates[0]!, to: dates.at(-1)!, timeZone });
  expect((await Promise.all(lists)).flat()).toEqual([...all]);
}

/** The offered slots, which also equal the cached ones. */
async function slotsOf(deps: TestApp["deps"], slug: string, query: SlotsQuery): Promise<readonly EpochMs[]> {
  const listed = await listSlots(deps, "jane", slug, query);
  const kept = await listSlotsAs(({ starts }) => starts.join(), deps, "jane", slug, query);
  if (!listed.ok || !kept.ok) throw new Error("nothing is offered");
  expect(kept.value).toBe(listed.value.starts.join());
  return listed.value.starts;
}

function pick(
  offered: readonly EpochMs[],
  which: number,
  { takesOffered, start }: Pick<Step, "takesOffered" | "start">,
) {
  return (takesOffered && offered[which % offered.length]) || start;
}

async function expectNoOverlap({ database }: TestApp): Promise<void> {
  const { rows } = await sql<object>`
    select a.id, b.id from bookings a join bookings b
    on a.id < b.id and a.host_id = b.host_id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    where a.status in ('pending', 'confirmed') and b.status in ('pending', 'confirmed')
    union all
    select a.meeting_id, b.meeting_id from holds a join holds b
    on a.meeting_id < b.meeting_id and a.host_id = b.host_id and a.busy_from < b.busy_until
      and b.busy_from < a.busy_until`.execute(database.read);
  expect(rows).toEqual([]);
  const { rows: live } = await sql<{ live: number; held: number }>`
    select count(*) as live, count(h.meeting_id) as held from bookings b
    left join holds h on h.meeting_id = b.meeting_id
    where b.status in ('pending', 'confirmed')
    union all select count(*), count(*) from holds`.execute(database.read);
  expect(live[0]!.held).toBe(live[0]!.live);
  expect(live[1]!.held).toBe(live[0]!.live);
}
