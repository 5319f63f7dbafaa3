import { expect, test } from "bun:test";
import fc from "fast-check";
import { expireOverdue } from "../../src/usecases/bookings/expire.ts";
import { startApp, type TestApp } from "../support/start-app.ts";
import { asTried, confirmTokenOf, emailKindsOf } from "../support/http.ts";
import { length } from "./lengths.ts";
import type { Limit } from "./limits.ts";
import {
  type By,
  expire,
  firstOf,
  isFree,
  judge,
  type Kind,
  letters,
  linkError,
  live,
  type Model,
  type Verb,
} from "./life.ts";

const HALF_HOUR_MS = 1_800_000;

/** Half hours of today, from 9:00 in New York. */
const TODAY = halfHoursFrom("2026-03-02T09:00:00-05:00");

/** Half hours around the midnights in New York between two days, two weeks and two months. */
const STARTS = [
  ...TODAY,
  ...halfHoursFrom("2026-03-07T23:00:00-05:00"),
  ...halfHoursFrom("2026-03-08T23:00:00-04:00"),
  ...halfHoursFrom("2026-03-31T23:00:00-04:00"),
];

function halfHoursFrom(first: string): number[] {
  return Array.from({ length: 4 }, (_, n) => Date.parse(first) + n * HALF_HOUR_MS);
}

/** The lengths of every event type. */
const LENGTHS = [30, 60, 90];

/** The tokens and ids of the real app, in the model's order. */
type Real = {
  readonly app: TestApp;
  readonly key: string;
  readonly tokens: { id: number; asked: Asked[]; cancel: string; reschedule: string }[];
  readonly links: string[];
};

/** A link to decide, and the start that its email named. */
type Asked = { readonly confirm: string; readonly startsAt: number };

type Command = fc.AsyncCommand<Model, Real>;

/** Books, with the private link of this number if there is any. */
function bookIt(startsAt: number, kind: Kind, minutes: number, which?: number): Command {
  return {
    check: () => true,
    async run(model, { app, key, tokens, links }) {
      const place = which === undefined || links.length === 0 ? undefined : which % links.length;
      const link = place === undefined ? undefined : model.links[place]!;
      const body = {
        start_time: iso(startsAt),
        duration_minutes: minutes,
        ...(place !== undefined && { link: links[place] }),
      };
      const { status, json } = await app.book(body, `/v1/book/jane/${kind}`);
      const wrong = link && linkError(model, link, kind);
      if (wrong !== undefined) return expect(json["code"]).toBe(wrong);
      if (!isFree(model, kind, { startsAt, minutes }))
        return expect([status, json["code"]]).toEqual([409, "slot_unavailable"]);
      if (link) link.used += 1;
      const first = firstOf[kind];
      expect([status, json["status"]]).toEqual([201, first]);
      const asked =
        first === "pending" ? [{ confirm: await confirmTokenOf(app, key, json["id"]), startsAt }] : [];
      tokens.push({
        id: json["id"],
        asked,
        cancel: json["cancel_token"],
        reschedule: json["reschedule_token"],
      });
      model.bookings.push({
        kind,
        minutes,
        status: first,
        startsAt,
        askedAt: model.now,
        expired: false,
        entered: first === "confirmed",
        letters: [...letters[first === "pending" ? "pending" : "booked"]!],
      });
    },
    toString: () => `book(${iso(startsAt)}, ${kind}, ${minutes} minutes, link ${which ?? "none"})`,
  };
}

function ask(verb: Verb, by: By, which: number, to: number, times: number, email: number): Command {
  return {
    check: ({ bookings }) => bookings.length > 0,
    async run(model, { app, key, tokens }) {
      const place = which % model.bookings.length;
      const [booking, has] = [model.bookings[place]!, tokens[place]!];
      const link = has.asked[email % has.asked.length];
      const decides = by === "link" && (verb === "confirm" || verb === "decline");
      // Only a booking that was pending has links to confirm and decline.
      if (decides && !link) return;
      for (let time = 0; time < times; time += 1) {
        // Otherwise the emails of a second change would replace those of the first.
        if (time > 0) await asTried(app);
        const told = booking.letters.length;
        expire(booking, model.now);
        const isOutdated = decides && link!.startsAt !== booking.startsAt;
        const verdict = isOutdated ? "outdated" : judge(model, booking, verb, by, to);
        const { status, json } = await app.request(
          ...requestFor(verb, by, { ...has, confirm: link?.confirm ?? "" }, key, to),
        );
        if (isOutdated) {
          expect([status, json["code"]]).toEqual([409, "moved"]);
          continue;
        }
        if (verdict.includes("_")) expect([status, json["code"]]).toEqual([409, verdict]);
        else {
          // Nobody has been notified yet of an expiry that was rescheduled in the same write.
          if (verdict === "revived") booking.letters.length = told;
          live(booking, verdict, by, to, model.now);
          expect([status, json["status"]]).toEqual([200, booking.status]);
          if (verdict === "moved" && booking.status === "pending")
            has.asked.push({ confirm: await confirmTokenOf(app, key, has.id), startsAt: to });
        }
      }
    },
    toString: () =>
      `${verb}(${which}${verb === "reschedule" ? ` to ${iso(to)}` : ""}) by ${by}, ${times} times`,
  };
}

type Tokens = Omit<Real["tokens"][number], "asked"> & { readonly confirm: string };

function requestFor(
  verb: Verb,
  by: By,
  has: Tokens,
  key: string,
  to: number,
): Parameters<TestApp["request"]> {
  const json = { accept: "application/json" };
  const body = verb === "reschedule" ? { start_time: iso(to) } : {};
  if (by === "key") return ["POST", `/v1/bookings/${has.id}/${verb}`, { key, body }];
  if (verb === "cancel") return ["POST", `/v1/cancel/${has.cancel}/confirm`, { headers: json, body }];
  if (verb === "reschedule") return ["POST", `/v1/reschedule/${has.reschedule}`, { headers: json, body }];
  return ["GET", `/v1/bookings/${has.confirm}/${verb}`, { headers: json }];
}

/** A token for another purpose, of another booking, or with one character changed; and another host. */
function trespass(verb: Verb, which: number): Command {
  return {
    check: ({ bookings }) => bookings.length > 0,
    async run({ bookings }, { app, tokens }) {
      const known = tokens[which % bookings.length]!;
      const has = { ...known, confirm: known.asked[0]?.confirm ?? "" };
      const swapped = {
        ...has,
        confirm: has.cancel,
        cancel: has.reschedule,
        reschedule: has.confirm || has.cancel,
      };
      const off = (token: string) => token.replace(/.$/, (last) => (last === "A" ? "Q" : "A"));
      const crooked = {
        ...has,
        confirm: off(has.confirm),
        cancel: off(has.cancel),
        reschedule: off(has.reschedule),
      };
      const { key } = await app.host(`stranger-${crypto.randomUUID()}`);
      const requests = [
        requestFor(verb, "link", swapped, "", STARTS[0]!),
        requestFor(verb, "link", crooked, "", STARTS[0]!),
        requestFor(verb, "key", has, key, STARTS[0]!),
      ];
      for (const request of requests) {
        const { status, json } = await app.request(...request);
        expect([request[1], status, json["code"]]).toEqual([request[1], 404, "not_found"]);
      }
    },
    toString: () => `trespass(${verb}, ${which})`,
  };
}

/** Changes the limits of an event type or of the host, whatever has been booked. */
function limit(whose: Kind | "host", limits: readonly Limit[]): Command {
  return {
    check: () => true,
    async run(model, { app, key }) {
      const target = whose === "host" ? "/v1/me" : `/v1/event-types/${KINDS.indexOf(whose) + 1}`;
      const { status, json } = await app.request("PATCH", target, { key, body: { limits } });
      expect([status, json["limits"]]).toEqual([200, expect.arrayContaining([...limits])]);
      model.limits.set(whose, limits);
    },
    toString: () => `limit(${whose}, ${JSON.stringify(limits)})`,
  };
}

/** Creates a private link that expires after so many minutes, if ever. */
function issue(kind: Kind, uses: number, lasts: number): Command {
  return {
    check: () => true,
    async run(model, { app, key, links }) {
      const expiresAt = model.now + lasts * 60_000;
      const body = { uses, expires_at: lasts === Infinity ? null : iso(expiresAt) };
      const target = `/v1/event-types/${KINDS.indexOf(kind) + 1}/links`;
      const { status, json } = await app.request("POST", target, { key, body });
      expect([status, json["used"]]).toEqual([201, 0]);
      links.push(json["token"]);
      model.links.push({ kind, uses, used: 0, expiresAt });
    },
    toString: () => `issue(${kind}, ${uses} uses, for ${lasts} minutes)`,
  };
}

/** Lists the slots of one length. */
function list(kind: Kind, minutes: number): Command {
  return {
    check: () => true,
    async run(model, { app }) {
      const target = `/v1/slots/jane/${kind}?from=2026-03-02&to=2026-04-01&timezone=UTC&duration=${minutes}`;
      const { json } = await app.request("GET", target);
      const offered = new Set(json["slots"].map(({ start }: { start: string }) => Date.parse(start)));
      const free = STARTS.filter((startsAt) => isFree(model, kind, { startsAt, minutes }));
      expect(STARTS.filter((start) => offered.has(start)).map(iso)).toEqual(free.map(iso));
    },
    toString: () => `list(${kind}, ${minutes} minutes)`,
  };
}

/** The server's periodic work. */
function passing(): Command {
  return {
    check: () => true,
    async run(model, { app }) {
      await expireOverdue(app.deps, () => true);
      for (const booking of model.bookings) expire(booking, model.now);
    },
    toString: () => "expire()",
  };
}

function wait(minutes: number): Command {
  return {
    check: () => true,
    async run(model, { app }) {
      model.now += minutes * 60_000;
      app.clock.now = model.now;
    },
    toString: () => `wait(${minutes} minutes)`,
  };
}

/** Checks after every step that the app matches the model, and that every change caused its emails once. */
function checked(command: Command): Command {
  return {
    check: (model) => command.check(model),
    async run(model, real) {
      await command.run(model, real);
      await asTried(real.app);
      const used = await real.app.database.read
        .selectFrom("booking_links")
        .select("used")
        .orderBy("id")
        .execute();
      expect(used).toEqual(model.links.map((link) => ({ used: link.used })));
      for (const [place, { id }] of real.tokens.entries()) {
        const { status, startsAt, minutes, letters: told } = model.bookings[place]!;
        const { json } = await real.app.request("GET", `/v1/bookings/${id}`, { key: real.key });
        const stored = { status: json["status"], start: json["start_time"], end: json["end_time"] };
        expect({ ...stored, letters: await emailKindsOf(real.app, id) }).toEqual({
          status,
          start: iso(startsAt),
          end: iso(startsAt + minutes * 60_000),
          letters: told,
        });
      }
    },
    toString: () => command.toString(),
  };
}

const verb = fc.constantFrom<Verb[]>("confirm", "decline", "cancel", "reschedule");
const by = fc.constantFrom<By[]>("key", "link");
/** The event types in the order of their ids. */
const KINDS: readonly Kind[] = ["30min", "asks", "hasty"];
const kind = fc.constantFrom(...KINDS);
const minutes = fc.constantFrom(...LENGTHS);
const which = fc.nat({ max: 7 });
const times = fc.constantFrom(1, 1, 2);
/** Few enough to be reached, and no fewer minutes than the longest meeting has. */
const limits = fc.uniqueArray(
  fc.constantFrom<Limit[]>(
    { period: "day", bookings: 1 },
    { period: "day", minutes: 120 },
    { period: "week", bookings: 2 },
    { period: "week", minutes: 150 },
    { period: "month", bookings: 2 },
    { period: "month", minutes: 180 },
  ),
  { maxLength: 2 },
);

const start = fc.constantFrom(...STARTS);
const book = fc.tuple(start, kind, minutes).map((asked) => bookIt(...asked));
const bookToday = fc.tuple(fc.constantFrom(...TODAY), kind, minutes).map((asked) => bookIt(...asked));
const bookByLink = fc.tuple(start, kind, minutes, which).map((asked) => bookIt(...asked));
const issueLink = fc
  .tuple(kind, fc.constantFrom(1, 2), fc.constantFrom(30, Infinity))
  .map((asked) => issue(...asked));
const act = fc.tuple(verb, by, which, start, times, fc.nat({ max: 3 })).map((asked) => ask(...asked));
const move = fc.tuple(by, which, start).map(([who, whose, to]) => ask("reschedule", who, whose, to, 1, 0));
const setLimits = fc
  .tuple(fc.oneof(kind, fc.constant("host" as const)), limits)
  .map((asked) => limit(...asked));

const everything = [
  book,
  bookToday,
  act,
  act,
  setLimits,
  fc.tuple(verb, which).map(([what, whose]) => trespass(what, whose)),
  fc.constantFrom(10, 60, 240).map(wait),
  fc.constant(undefined).map(passing),
];

/** Bookings with private links, and what must not give a use back. */
const linked = [issueLink, bookByLink, bookByLink, bookByLink, act, fc.constantFrom(10, 60).map(wait)];

/** Changes that limits decide on. */
const limited = [book, book, move, act, setLimits, fc.tuple(kind, minutes).map((asked) => list(...asked))];

test.each([
  ["a booking follows the rules, whoever requests what and when", everything, 1_000],
  ["a private link books its event type as often as it may", linked, 300],
  ["limits hold, whatever is booked, rescheduled, decided or changed", limited, 500],
])("%s", async (_name, commands, full) => {
  const steps = fc.commands(
    commands.map((command) => command.map(checked)),
    { maxCommands: 30, size: "max" },
  );
  await fc.assert(fc.asyncProperty(steps, agrees), { numRuns: length({ short: 40, full }) });
});

async function agrees(steps: Iterable<Command>): Promise<void> {
  const app = await startApp();
  try {
    const { key } = await app.host();
    await offerAllDay(app, key);
    const model: Model = { now: app.clock.now, bookings: [], links: [], limits: new Map() };
    await fc.asyncModelRun(() => ({ model, real: { app, key, tokens: [], links: [] } }), steps);
  } finally {
    app.close();
  }
}

/** Offers three event types around the clock, with every length every ten minutes. */
async function offerAllDay(app: TestApp, key: string): Promise<void> {
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "24:00" }));
  const schedule = { name: "Always", timezone: "America/New_York", weekly };
  expect((await app.request("PUT", "/v1/schedules/1", { key, body: schedule })).status).toBe(200);
  const grid = { durations_minutes: LENGTHS, slot_interval_minutes: 10 };
  expect((await app.request("PATCH", "/v1/event-types/1", { key, body: grid })).status).toBe(200);
  for (const more of [{ title: "Asks" }, { title: "Hasty", pending_expires_hours: 1 }]) {
    const body = { duration_minutes: 30, requires_confirmation: true, ...grid, ...more };
    expect((await app.request("POST", "/v1/event-types", { key, body })).status).toBe(201);
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
