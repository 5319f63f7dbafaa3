import { expect, test } from "bun:test";
import fc from "fast-check";
import { expireOverdue } from "../../src/usecases/bookings/expire.ts";
import { startApp, type TestApp } from "../support/start-app.ts";
import { asTried, confirmTokenOf, emailKindsOf } from "../support/http.ts";
import { length } from "./lengths.ts";
import {
  type By,
  expire,
  isFree,
  judge,
  type Kind,
  letters,
  live,
  type Model,
  firstOf,
  type Verb,
} from "./life.ts";

/** Half hours of one day in New York, from 9:00. */
const STARTS = Array.from({ length: 4 }, (_, n) => Date.parse("2026-03-02T14:00:00Z") + n * 1_800_000);

/** The tokens and ids of the real app, in the model's order. */
type Real = {
  readonly app: TestApp;
  readonly key: string;
  readonly tokens: { id: number; asked: Asked[]; cancel: string; reschedule: string }[];
};

/** A link to decide, and the start that its email named. */
type Asked = { readonly confirm: string; readonly startsAt: number };

type Command = fc.AsyncCommand<Model, Real>;

function bookIt(slot: number, kind: Kind): Command {
  const startsAt = STARTS[slot]!;
  return {
    check: () => true,
    async run(model, { app, key, tokens }) {
      const { status, json } = await app.book({ start_time: iso(startsAt) }, `/v1/book/jane/${kind}`);
      if (!isFree(model, startsAt)) return expect([status, json["code"]]).toEqual([409, "slot_unavailable"]);
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
        status: first,
        startsAt,
        askedAt: model.now,
        expired: false,
        entered: first === "confirmed",
        letters: [...letters[first === "pending" ? "pending" : "booked"]!],
      });
    },
    toString: () => `book(${iso(startsAt)}, ${kind})`,
  };
}

function ask(verb: Verb, by: By, which: number, slot: number, times: number, email: number): Command {
  const to = STARTS[slot]!;
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
      for (const [place, { id }] of real.tokens.entries()) {
        const { status, startsAt, letters: told } = model.bookings[place]!;
        const { json } = await real.app.request("GET", `/v1/bookings/${id}`, { key: real.key });
        const stored = { status: json["status"], start: json["start_time"] };
        expect({ ...stored, letters: await emailKindsOf(real.app, id) }).toEqual({
          status,
          start: iso(startsAt),
          letters: told,
        });
      }
    },
    toString: () => command.toString(),
  };
}

const verb = fc.constantFrom<Verb[]>("confirm", "decline", "cancel", "reschedule");
const by = fc.constantFrom<By[]>("key", "link");
const slot = fc.nat({ max: STARTS.length - 1 });
const which = fc.nat({ max: 7 });
const times = fc.constantFrom(1, 1, 2);
const act = fc.tuple(verb, by, which, slot, times, fc.nat({ max: 3 })).map((asked) => ask(...asked));
const commands = [
  fc.tuple(slot, fc.constantFrom<Kind[]>("30min", "asks", "hasty")).map(([at, kind]) => bookIt(at, kind)),
  act,
  act,
  fc.tuple(verb, which).map(([what, whose]) => trespass(what, whose)),
  fc.constantFrom(10, 60, 240).map(wait),
  fc.constant(undefined).map(passing),
].map((command) => command.map(checked));

test("a booking follows the rules, whoever requests what and when", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 30, size: "max" }), async (steps) => {
      const app = await startApp();
      try {
        const { key } = await app.host();
        for (const more of [{ title: "Asks" }, { title: "Hasty", pending_expires_hours: 1 }]) {
          const body = { duration_minutes: 30, requires_confirmation: true, ...more };
          expect((await app.request("POST", "/v1/event-types", { key, body })).status).toBe(201);
        }
        const model = { now: app.clock.now, bookings: [] };
        await fc.asyncModelRun(() => ({ model, real: { app, key, tokens: [] } }), steps);
      } finally {
        app.close();
      }
    }),
    { numRuns: length({ short: 40, full: 1_000 }) },
  );
});

function iso(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
