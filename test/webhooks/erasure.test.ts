import { afterEach, beforeEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { rewriteFile } from "../../src/db/sqlite/vacuum.ts";
import { retention } from "../../src/usecases/privacy/retention.ts";
import { type HookedApp, startHookedApp } from "../support/hooked-app.ts";
import { answering, type Receiver, startReceiver } from "../support/receiver.ts";
import { type Json, MONDAY } from "../support/start-app.ts";

const DAY = 86_400_000;

let app: HookedApp;
let receiver: Receiver;
let webhook: Json;

beforeEach(async () => {
  app = await startHookedApp();
  receiver = await startReceiver();
  webhook = await app.aWebhook(receiver.url);
});
afterEach(async () => {
  await app.close();
  await receiver.close();
});

const victor = {
  attendee_name: "Victor Hollander",
  attendee_email: "victor.h@example.org",
  timezone: "Asia/Kathmandu",
  language: "de",
  notes: "About the zeppelin",
};
const TRACES = /victor|hollander|zeppelin|kathmandu/i;

const erase = () => app.request("DELETE", "/v1/attendees/victor.h@example.org", { key: app.key });
const everything = async () =>
  JSON.stringify([
    await app.database.read.selectFrom("outbox").selectAll().execute(),
    await app.database.read.selectFrom("delivery_tries").selectAll().execute(),
  ]);

test("an erasure removes the attendee from deliveries and responses", async () => {
  receiver.behave((response, { body }) => void response.writeHead(200).end(body));
  await app.book(victor);
  await app.pass(app.aWorker());
  expect(await everything()).toMatch(TRACES);
  expect((await erase()).status).toBe(200);
  expect(await everything()).not.toMatch(TRACES);
  const [{ id, tries }] = (await app.deliveries(webhook)) as [Json];
  expect(tries).toMatchObject([{ status: 200, answer: null }]);
  const { json } = await app.request("GET", `/v1/outbox/${id}`, { key: app.key });
  expect(JSON.parse(json["text"])).toMatchObject({
    event: "booking.confirmed",
    payload: { attendee_name: "Erased attendee", notes: null, start_time: "2026-03-02T14:00:00Z" },
  });
});

test("an erased attendee is gone from the rewritten file", async () => {
  receiver.behave(answering(500, "zeppelin"));
  await app.book(victor);
  await app.pass(app.aWorker());
  await erase();
  rewriteFile(app.path);
  for (const file of [app.path, `${app.path}-wal`])
    expect(readFileSync(file).toString("latin1")).not.toMatch(TRACES);
});

test("waiting and later deliveries contain nothing of an erased attendee", async () => {
  const { json } = await app.book(victor);
  await erase();
  await app.request("POST", `/v1/bookings/${json["id"]}/cancel`, { key: app.key, body: {} });
  await app.pass(app.aWorker());
  const told = receiver.received.map(({ body }): string => JSON.parse(body).event);
  expect(new Set(told)).toEqual(new Set(["booking.cancelled", "booking.confirmed"]));
  for (const { body } of receiver.received) expect(body).not.toMatch(TRACES);
});

test("a response during an erasure is dropped, and the delivery repeated", async () => {
  let answer: (() => void) | undefined;
  receiver.behave((response, { body }) => (answer = () => void response.writeHead(200).end(body)));
  await app.book(victor);
  const worker = app.aWorker({ post: app.deps.webhooks.post });
  await receiver.count(1);
  await erase();
  receiver.behave();
  answer!();
  await worker.idle();
  await app.pass(worker);
  expect(await everything()).not.toMatch(TRACES);
  expect(receiver.received).toHaveLength(2);
  expect(receiver.received[1]!.body).not.toMatch(TRACES);
});

test("past bookings are erased after RETENTION_DAYS", async () => {
  await app.book(victor);
  await app.pass(app.aWorker());
  app.clock.now = MONDAY + 31 * DAY;
  expect(await retention(app.deps, 30)(() => true)).toBe(1);
  expect(await everything()).not.toMatch(TRACES);
});
