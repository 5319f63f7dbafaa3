import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { calendarServers } from "../support/calendars/servers.ts";
import { busyLife, type Presence } from "./calendars/busy-life.ts";
import type { Passing, Weather } from "./calendars/faulty-server.ts";
import { type Office, openOffice } from "./calendars/office.ts";
import { type Attempt, visitorsOf } from "./calendars/visitors.ts";
import { isFull, length } from "./lengths.ts";

const EVENTS = 10;
const ENOUGH_ACCEPTED = 11;
const MINUTE_MS = 60_000;
/** How long a booking waits for its reading; without one, a copy decides. */
const READING_MS = 2_000;

const weathers: readonly Weather[] = isFull ? ["refuses", "hangs", "fails", "cuts"] : ["refuses", "hangs"];

describe.each(calendarServers.filter(({ name }) => name === "Radicale"))(
  "a calendar on $name",
  ({ start }) => {
    let office: Office;

    beforeEach(async () => {
      office = await openOffice(start, { processes: 2, days: 2 });
    });
    afterEach(() => office.close());

    test("no booking overlaps an event acknowledged before its request", async () => {
      const { house, starts, calendars } = office;
      const life = busyLife(calendars, [...starts.values()].flat(), EVENTS);
      const visitors = visitorsOf(house, starts);
      const endsAt = performance.now() + length({ short: 15_000, full: 180_000 });
      const accepted = () => visitors.attempts.filter(inTime).filter(isAccepted);
      // Fewer would prove little, however slow the machine is.
      const goesOn = () => performance.now() < endsAt || accepted().length < ENOUGH_ACCEPTED;
      await Promise.all([
        visitors.run(6, goesOn),
        repeat(goesOn, life.change, 200),
        repeat(goesOn, () => office.sync(), 300),
        repeat(goesOn, () => fullSync(office), 500),
      ]);
      expectOnly(visitors.attempts, ["200", "201", "409 slot_unavailable"]);
      expect(collisions(office, visitors.attempts.filter(inTime), life.presences)).toEqual([]);

      await office.sync();
      expect(copiedTimes(office)).toEqual(timesOf(life.now()));
      expect(office.notices()).toBe(0);
    });

    test("a deletion that was undone during a synchronization opens no time", async () => {
      const { house, server, starts, calendars, query, ask, sync } = office;
      const [from] = starts.get("short")!;
      const event = { uid: "undone", from: from!, until: from! + 15 * MINUTE_MS };
      await calendars[0]!.put(event);
      await sync();
      const [listed, read] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      let isListed = false;
      server.intercept(async (passing) => {
        const response = await passing.pass();
        if (isListing(passing) && !isListed) {
          isListed = true;
          listed.resolve();
          await read.promise;
        } else if (passing.body.includes("time-range")) {
          read.resolve();
          // Until the deletion has reached the copy.
          while (query("select busy_from from external_busy").length > 0) await Bun.sleep(5);
        }
        return response;
      });
      await calendars[0]!.remove(event.uid);
      await ask("POST", "/v1/calendar-accounts/1/sync");
      await listed.promise;
      await calendars[0]!.put(event);
      const visitors = visitorsOf(house, new Map([["short", [from!]]]));
      await visitors.book();
      expect(visitors.attempts.map(({ said }) => said)).toEqual(["409 slot_unavailable"]);
    });

    test("a synchronization asked for during another one reads everything again", async () => {
      const { server, starts, calendars, query, ask } = office;
      const [from] = starts.get("short")!;
      const [listed, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      server.intercept(async (passing) => {
        const response = await passing.pass();
        if (isListing(passing)) {
          listed.resolve();
          await asked.promise;
        }
        return response;
      });
      await ask("POST", "/v1/calendar-accounts/1/sync");
      await listed.promise;
      await calendars[0]!.put({ uid: "late", from: from!, until: from! + 15 * MINUTE_MS });
      await ask("POST", "/v1/calendar-accounts/1/sync");
      asked.resolve();
      while ((await ask("GET", "/v1/calendar-accounts/1")).status !== "ok") await Bun.sleep(20);
      expect(query("select busy_from from external_busy")).toHaveLength(1);
    });

    test.each([...weathers])("a calendar server that %s never opens a time", async (weather) => {
      const { house, server, starts, calendars } = office;
      const life = busyLife(calendars, [...starts.values()].flat(), EVENTS);
      const rounds = length({ short: 8, full: 60 });
      for (let change = 0; change < 2 * EVENTS; change += 1) await life.change();
      await office.sync();
      const copied = life.now().map((presence) => ({ ...presence, before: Infinity }));

      await server.become(weather);
      const decidedByCopy = visitorsOf(house, starts);
      const goesOn = () => decidedByCopy.attempts.length < rounds;
      await Promise.all([decidedByCopy.run(6, goesOn), repeat(goesOn, life.change)]);
      expectOnly(decidedByCopy.attempts, ["200", "201", "409 slot_unavailable"]);
      expect(collisions(office, decidedByCopy.attempts, copied)).toEqual([]);

      office.alter(`update calendars set read_at = read_at - ${15 * MINUTE_MS}`);
      const undecided = visitorsOf(house, starts);
      const isUndecided = () => undecided.attempts.some(({ said }) => said === "409 calendar_unreachable");
      while (undecided.attempts.length < rounds || !isUndecided())
        await Promise.all(Array.from({ length: 6 }, undecided.book));
      expectOnly(undecided.attempts, ["409 calendar_unreachable", "409 slot_unavailable"]);

      await server.become("fair");
      const after = visitorsOf(house, starts);
      await after.run(6, () => !isTelling(after.attempts, rounds));
      expectOnly(after.attempts, ["200", "201", "409 slot_unavailable"]);
      expect(collisions(office, after.attempts.filter(inTime), life.presences)).toEqual([]);
    });
  },
);

/** Whether a request lists the events of a calendar. */
function isListing({ depth, body }: Passing): boolean {
  return depth === "1" && body.includes("getetag/><d:resourcetype");
}

async function repeat(goesOn: () => boolean, work: () => Promise<void>, pauseMs = 0): Promise<void> {
  while (goesOn()) {
    await work();
    await Bun.sleep(pauseMs);
  }
}

/** Reads everything again, as a host can ask for. */
async function fullSync({ ask }: Office): Promise<void> {
  await ask("POST", "/v1/calendar-accounts/1/sync");
}

/** Whether there were enough attempts, accepted and refused ones: others would prove little. */
function isTelling(attempts: readonly Attempt[], enough: number): boolean {
  const said = new Set(attempts.map((attempt) => attempt.said));
  return attempts.length >= enough && said.has("201") && said.has("409 slot_unavailable");
}

function expectOnly(attempts: readonly Attempt[], outcomes: readonly string[]): void {
  expect(attempts.map(({ said }) => said).filter((said) => !outcomes.includes(said))).toEqual([]);
}

/** Whether a booking cannot have given up waiting for its reading. */
function inTime({ sentAt, answeredAt }: Attempt): boolean {
  return answeredAt - sentAt < READING_MS;
}

function isAccepted({ said }: Attempt): boolean {
  return said.startsWith("20");
}

/** The accepted attempts during which an event was certainly there, in the time of the meeting or its buffers. */
function collisions(
  office: Office,
  attempts: readonly Attempt[],
  presences: readonly Presence[],
): { attempt: Attempt; presence: Presence }[] {
  const occupied = occupiedTimes(office);
  return attempts.filter(isAccepted).flatMap((attempt) => {
    const { from, until } = occupied(attempt);
    const there = presences.filter(
      ({ since, before }) => since < attempt.sentAt && attempt.answeredAt < before,
    );
    const met = there.filter((event) => event.from < until && from < event.until);
    return met.map((presence) => ({ attempt, presence }));
  });
}

type EventType = {
  readonly slug: string;
  readonly length: number;
  readonly ahead: number;
  readonly after: number;
};

function occupiedTimes({ query }: Office) {
  const types = query<EventType>(
    "select slug, duration_minutes as length, buffer_before as ahead, buffer_after as after from event_types",
  );
  return ({ slug, start }: Attempt) => {
    const { length, ahead, after } = types.find((type) => type.slug === slug)!;
    return { from: start - ahead * MINUTE_MS, until: start + (length + after) * MINUTE_MS };
  };
}

/** The busy times in the server's copy, sorted. */
function copiedTimes({ query }: Office): string[] {
  return timesOf(query(`select busy_from as "from", busy_until as until from external_busy`));
}

function timesOf(times: readonly Pick<Presence, "from" | "until">[]): string[] {
  return times.map(({ from, until }) => `${from} to ${until}`).toSorted();
}
