import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Trx } from "../../src/db/database.ts";
import { setPassword } from "../../src/usecases/hosts/passwords.ts";
import { aPendingBooking } from "../support/http.ts";
import { ownPage } from "../support/sessions.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;
let hostId: number;
/** The hosts that the writes of a request locked. */
let locked: number[];

beforeEach(async () => {
  app = await startApp();
  const added = await app.host();
  ({ key } = added);
  hostId = added.host.id;
  locked = [];
  const { write } = app.database;
  Object.assign(app.database, {
    write: <T>(work: (trx: Trx) => Promise<T>) =>
      write((trx) => {
        const lockHost = async (id: number) => void locked.push(id);
        return work(Object.assign(trx, { lockHost }));
      }),
  });
});
afterEach(() => app.close());

const booked = async (start: string): Promise<Json> => (await app.book({ start_time: start })).json;
const asJson = { accept: "application/json" };
const eventType = async () =>
  (await app.request("GET", "/v1/event-types", { key })).json["event_types"][0].id;
const hours = { name: "Hours", timezone: "UTC", weekly: [] };
const webhook = { url: "http://127.0.0.1:9/hook" };

/** Every change with a check before its write. Each prepares its data, then returns the request to watch. */
const changes: [what: string, prepare: () => Promise<[method: string, path: string, asked?: Json]>][] = [
  ["a booking", async () => ["POST", "/v1/book/jane/30min", { body: await bookBody() }]],
  [
    "a booking with a key",
    async () => [
      "POST",
      "/v1/book/jane/30min",
      { body: await bookBody(), headers: { "idempotency-key": "once" } },
    ],
  ],
  [
    "rescheduling by the host",
    async () => {
      const { id } = await booked("2026-03-02T15:00:00Z");
      return ["POST", `/v1/bookings/${id}/reschedule`, { key, body: { start_time: "2026-03-02T16:00:00Z" } }];
    },
  ],
  [
    "rescheduling by the attendee",
    async () => {
      const { reschedule_token } = await booked("2026-03-02T15:00:00Z");
      const body = { start_time: "2026-03-02T16:00:00Z" };
      return ["POST", `/v1/reschedule/${reschedule_token}`, { body, headers: asJson }];
    },
  ],
  [
    "a cancellation",
    async () => {
      const { cancel_token } = await booked("2026-03-02T15:00:00Z");
      return ["POST", `/v1/cancel/${cancel_token}/confirm`, { body: {}, headers: asJson }];
    },
  ],
  [
    "a decision",
    async () => ["POST", `/v1/bookings/${(await aPendingBooking(app, key)).id}/confirm`, { key, body: {} }],
  ],
  [
    "a new event type",
    async () => ["POST", "/v1/event-types", { key, body: { title: "B", duration_minutes: 5 } }],
  ],
  [
    "a changed event type",
    async () => ["PATCH", `/v1/event-types/${await eventType()}`, { key, body: { slug: "b" } }],
  ],
  ["a deleted event type", async () => ["DELETE", `/v1/event-types/${await eventType()}`, { key }]],
  ["a new schedule", async () => ["POST", "/v1/schedules", { key, body: { ...hours, is_default: true } }]],
  ["a changed schedule", async () => ["PUT", "/v1/schedules/1", { key, body: hours }]],
  [
    "a deleted schedule",
    async () => {
      const { json } = await app.request("POST", "/v1/schedules", { key, body: hours });
      return ["DELETE", `/v1/schedules/${json["id"]}`, { key }];
    },
  ],
  ["a new webhook", async () => ["POST", "/v1/webhooks", { key, body: webhook }]],
  [
    "a changed webhook",
    async () => {
      const { json } = await app.request("POST", "/v1/webhooks", { key, body: webhook });
      return ["PATCH", `/v1/webhooks/${json["id"]}`, { key, body: { active: false } }];
    },
  ],
  [
    "a retry",
    async () => {
      await booked("2026-03-02T15:00:00Z");
      await app.database.write((trx) => trx.updateTable("outbox").set({ status: "failed" }).execute());
      return ["POST", "/v1/outbox/1/retry", { key, body: {} }];
    },
  ],
  [
    "a login",
    async () => {
      await setPassword(app.deps, "jane", "correct horse battery");
      const body = { email: "jane@example.com", password: "correct horse battery" };
      return ["POST", "/v1/auth/login", { body, headers: ownPage }];
    },
  ],
  [
    "a new password",
    async () => {
      await setPassword(app.deps, "jane", "correct horse battery");
      const body = { current_password: "correct horse battery", password: "another horse battery" };
      return ["POST", "/v1/auth/password", { key, body }];
    },
  ],
];

const bookBody = async () => ({
  attendee_name: "Jason Johnson",
  attendee_email: "jason@example.com",
  start_time: "2026-03-02T15:00:00Z",
  timezone: "America/Chicago",
});

test.each(changes)("%s locks its host", async (_what, prepare) => {
  const [method, path, asked] = await prepare();
  locked = [];
  const { status } = await app.request(method, path, asked);
  expect([status < 300, locked[0]]).toEqual([true, hostId]);
});
