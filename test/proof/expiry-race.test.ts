import { afterEach, beforeEach, expect, test } from "bun:test";
import { setImmediate } from "node:timers/promises";
import { expireOverdue } from "../../src/usecases/bookings/expire.ts";
import { anEventTypeOf, aPendingBooking, emailKindsOf } from "../support/http.ts";
import { type Json, MONDAY, startApp, type TestApp } from "../support/start-app.ts";
import { length } from "./lengths.ts";

/** Two servers on one file: for one of them the request is still open, for the other it is overdue. */
let early: TestApp;
let late: TestApp;
let key: string;

const DUE = MONDAY + 3_600_000;

beforeEach(async () => {
  early = await startApp();
  late = await startApp({ path: early.path });
  ({ key } = await early.host());
  await anEventTypeOf(early, key, { requires_confirmation: true, pending_expires_hours: 1 });
});
afterEach(() => {
  late.close();
  early.close();
});

type Change = { readonly status: string; readonly letters: readonly string[] };

const changes = {
  confirm: { status: "confirmed", letters: ["attendee_approved", "host_approved"] },
  decline: { status: "declined", letters: ["attendee_declined"] },
  cancel: { status: "cancelled", letters: ["attendee_cancelled", "host_cancelled"] },
  reschedule: { status: "pending", letters: ["attendee_moved", "host_moved"] },
} as const satisfies Record<string, Change>;
type Verb = keyof typeof changes;

const expired: Change = { status: "declined", letters: ["attendee_expired", "host_expired"] };
const asked = ["attendee_requested", "host_requested"];

function ask(verb: Verb, booking: Json) {
  const headers = { accept: "application/json" };
  const body = { start_time: "2026-03-05T15:00:00Z" };
  if (verb === "cancel")
    return early.request("POST", `/v1/cancel/${booking["cancel_token"]}/confirm`, { headers });
  if (verb === "reschedule")
    return early.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, { headers, body });
  return early.request("POST", `/v1/bookings/${booking["confirm_token"]}/${verb}`, { headers });
}

test.each(Object.keys(changes) as Verb[])(
  "%s races with expiry on two servers: one wins, with its emails",
  async (verb) => {
    const winners = new Set<string>();
    for (let round = 0; round < length({ short: 12, full: 300 }); round += 1) {
      early.clock.now = MONDAY;
      const booking = await aPendingBooking(early, key, { start_time: "2026-03-04T15:00:00Z" });
      [early.clock.now, late.clock.now] = [DUE - 1, DUE];
      const decided = turns(round % 6).then(() => Promise.all([ask(verb, booking), ask(verb, booking)]));
      const expire = async () => {
        await turns(5 - (round % 6));
        await expireOverdue(late.deps, () => true);
      };
      await Promise.all([expire(), decided, expire()]);
      winners.add(await winnerOf(booking["id"], changes[verb]));
      await early.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key });
    }
    expect(winners).toEqual(new Set(["asked", "expired"]));
  },
);

/** Yields this many times, so that each side comes first in some rounds. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

/** The one change that the booking has seen, with its emails and its hold. */
async function winnerOf(id: number, change: Change): Promise<string> {
  const { database } = early;
  const row = await database.read
    .selectFrom("bookings")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const winner = row.expired === 1 ? expired : change;
  const letters = (await emailKindsOf(early, id)).toSorted();
  expect({ status: row.status, sequence: row.sequence, letters }).toEqual({
    status: winner.status as typeof row.status,
    sequence: 1,
    letters: [...asked, ...winner.letters].toSorted(),
  });
  const holds = await database.read
    .selectFrom("holds")
    .select("busy_from")
    .where("meeting_id", "=", row.meeting_id)
    .execute();
  const isHeld = row.status === "confirmed" || row.status === "pending";
  expect(holds.map(({ busy_from }) => busy_from)).toEqual(isHeld ? [row.starts_at] : []);
  return row.expired === 1 ? "expired" : "asked";
}
