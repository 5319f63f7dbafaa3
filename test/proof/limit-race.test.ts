import { afterAll, beforeAll, expect, test } from "bun:test";
import { type House, openHouse } from "./house.ts";
import { length } from "./lengths.ts";
import type { Limit } from "./limits.ts";

/** Two servers on one file, and a host whose free times never run out before the limit does. */
let house: House;
let eventTypeIds: ReadonlyMap<string, number>;

beforeAll(async () => {
  house = await openHouse({ processes: 2 });
  const { json } = await ask(0, "GET", "/v1/event-types");
  eventTypeIds = new Map(json.event_types!.map(({ slug, id }) => [slug, id]));
});
afterAll(() => house.close());

type Answer = {
  readonly status: number;
  readonly place: number;
  readonly json: {
    readonly id?: number;
    readonly code?: string;
    readonly event_types?: { readonly slug: string; readonly id: number }[];
  };
};

async function ask(place: number, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(house.servers[place]!.address + path, {
    method,
    headers: { "x-api-key": house.key, "content-type": "application/json", accept: "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, place, json: (await response.json()) as Answer["json"] };
}

/** Sets the limits of one event type or of the host, and removes all others. */
async function setLimits(whose: string, limits: readonly Limit[]): Promise<void> {
  const targets = [...eventTypeIds].map(([slug, id]) => [slug, `/v1/event-types/${id}`] as const);
  for (const [name, target] of [["host", "/v1/me"] as const, ...targets]) {
    const { status } = await ask(0, "PATCH", target, { limits: name === whose ? limits : [] });
    expect(status).toBe(200);
  }
}

let requests = 0;

/** Sends a request to the servers in turns. */
function send(path: string, body: object): Promise<Answer> {
  requests += 1;
  return ask(requests % 2, "POST", path, body);
}

function book(slug: string, start_time: string): Promise<Answer> {
  const attendee_email = `attendee-${requests}@example.com`;
  return send(`/v1/book/jane/${slug}`, {
    attendee_name: "Ada Lovelace",
    attendee_email,
    start_time,
    timezone: "UTC",
  });
}

/** The days of the longest week within one month on which an event type is offered, as free times beside each other. */
function daysOf(slug: string, nth: number): string[][] {
  const days = Map.groupBy(house.starts.get(slug)!, (start) => start.slice(0, "2026-03-02".length));
  const weeks = Map.groupBy([...days.keys()], (day) => `${day.slice(0, "2026-03".length)} ${mondayOf(day)}`);
  const [longest] = [...weeks.values()].toSorted((a, b) => b.length - a.length);
  return longest!.map((day) => days.get(day)!.filter((_, n) => n % nth === 0));
}

function mondayOf(day: string): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString();
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Expects that exactly this many requests were accepted and all others refused, and returns the accepted ones. */
function expectAccepted(answers: readonly Answer[], accepted: number): Answer[] {
  const winners = answers.filter(({ status }) => status < 300);
  const refusals = answers.filter(({ status }) => status >= 300);
  expect(refusals.filter(({ status, json }) => `${status} ${json.code}` !== "409 slot_unavailable")).toEqual(
    [],
  );
  expect([winners.length, refusals.length]).toEqual([accepted, answers.length - accepted]);
  return winners;
}

function idsOf(answers: readonly Answer[]): Set<number> {
  return new Set(answers.map(({ json }) => json.id!));
}

async function cancelAll(ids: ReadonlySet<number>): Promise<void> {
  const answers = await Promise.all([...ids].map((id) => send(`/v1/bookings/${id}/cancel`, {})));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
}

const rounds = length({ short: 5, full: 150 });

type Race = {
  readonly limit: string;
  readonly whose: string;
  readonly limits: readonly Limit[];
  /** The event types, and every how many of their starts do not overlap. */
  readonly booked: Readonly<Record<string, number>>;
  readonly during: "day" | "week";
  readonly accepted: number;
};

const threeADay: Limit = { period: "day", bookings: 3 };

test.each<Race>([
  {
    limit: "bookings a day",
    whose: "short",
    limits: [threeADay],
    booked: { short: 2 },
    during: "day",
    accepted: 3,
  },
  {
    limit: "minutes a week",
    whose: "long",
    limits: [{ period: "week", minutes: 299 }],
    booked: { long: 3 },
    during: "week",
    accepted: 4,
  },
  {
    limit: "bookings a month",
    whose: "asked",
    limits: [{ period: "month", bookings: 1 }],
    booked: { asked: 2 },
    during: "week",
    accepted: 1,
  },
  {
    limit: "bookings a day of all event types",
    whose: "host",
    limits: [threeADay],
    booked: { short: 2, long: 3, asked: 2 },
    during: "day",
    accepted: 3,
  },
  {
    limit: "minutes a week of all event types",
    whose: "host",
    limits: [{ period: "week", minutes: 120 }],
    booked: { asked: 2 },
    during: "week",
    accepted: 4,
  },
])("two servers together fill a limit of $limit, and no more", async ({ whose, limits, booked, ...race }) => {
  await setLimits(whose, limits);
  const days = Object.entries(booked).map(([slug, nth]) => ({ slug, days: daysOf(slug, nth) }));
  const winningServers = new Set<number>();
  // A race that one server always wins would prove little.
  for (let round = 0; round < rounds || winningServers.size < 2; round += 1) {
    const wanted = days.flatMap(({ slug, days: all }) => {
      const starts = race.during === "day" ? all[round % all.length]! : all.flat();
      return starts.map((start) => [slug, start] as const);
    });
    const answers = await Promise.all(shuffled(wanted).map(([slug, start]) => book(slug, start)));
    const winners = expectAccepted(answers, race.accepted);
    for (const { place } of winners) winningServers.add(place);
    await cancelAll(idsOf(winners));
  }
});

test("bookings and reschedules race for the last places of a day", async () => {
  const [from, to] = daysOf("short", 2);
  for (let round = 0; round < rounds; round += 1) {
    await setLimits("short", []);
    const waiting = await Promise.all(from!.map((start) => book("short", start)));
    expectAccepted(waiting, from!.length);
    await setLimits("short", [threeADay]);
    const movers = shuffled(waiting).slice(0, to!.length >> 1);
    const answers = await Promise.all(
      to!.map((start, n) => {
        const mover = movers[n];
        return mover
          ? send(`/v1/bookings/${mover.json.id}/reschedule`, { start_time: start })
          : book("short", start);
      }),
    );
    const winners = expectAccepted(answers, 3);
    await cancelAll(idsOf([...waiting, ...winners]));
  }
});
