import { expect } from "bun:test";
import type { Answered, Json, TestApp } from "./start-app.ts";

/** Internals that must never leak: code, file paths, SQL and database messages. */
export const INSIDE =
  /\bat \/|\.ts\b|node_modules|sqlite|(?<!<)\bselect \b.*\bfrom\b|constraint|kysely|elysia|typebox/i;

/** Expects an error in the common format, with a message for people and nothing internal. */
export function expectProblem(answered: Answered, status: number, code: string): void {
  expect({ status: answered.status, code: answered.json["code"], text: answered.text }).toMatchObject({
    status,
    code,
  });
  const { error, details, ...rest } = answered.json;
  expect(error).toMatch(/^.{9,}[.!]$/);
  expect(rest).toEqual({ code });
  expect(answered.headers.get("content-type")).toContain("application/json");
  expect(answered.text).not.toMatch(INSIDE);
  if (status !== 422) return expect(details).toBeUndefined();
  expect(details.length).toBeGreaterThan(0);
  for (const detail of details) {
    expect(detail).toEqual({ path: expect.any(String), message: expect.stringMatching(/.{5,}/) });
  }
}

/** Expects a 422 that names exactly these fields. */
export function expectInvalid(answered: Answered, ...paths: string[]): void {
  expectProblem(answered, 422, "invalid");
  expect(answered.json["details"].map(({ path }: Json) => path).sort()).toEqual(paths.toSorted());
}

const TABLES = [
  "hosts",
  "schedules",
  "event_types",
  "time_off",
  "bookings",
  "idempotency_keys",
  "outbox",
  "audit",
  "sessions",
  "webhooks",
  "blocks",
  "meetings",
  "holds",
  "guests",
  "booking_links",
  "delivery_tries",
  "calendar_feeds",
  "calendar_accounts",
  "calendars",
  "calendar_objects",
  "external_busy",
  "calendar_entries",
] as const;

/** Every row except the last use of keys; equal before and after means that nothing was written. */
export async function everyRow({ database }: TestApp): Promise<Json> {
  const keys = await database.read.selectFrom("api_keys").select(["id", "host_id", "name", "hash"]).execute();
  const rows = TABLES.map(async (table) => [
    table,
    await database.read.selectFrom(table).selectAll().execute(),
  ]);
  return { keys, ...Object.fromEntries(await Promise.all(rows)) };
}

/** The emails of a booking in the order they were enqueued. */
export async function emailKindsOf({ database }: TestApp, bookingId: number): Promise<string[]> {
  const rows = await database.read
    .selectFrom("outbox")
    .select("topic")
    .where("booking_id", "=", bookingId)
    .orderBy("id")
    .execute();
  return rows.map(({ topic }) => topic);
}

/** Marks every waiting email as tried once, so that no later one replaces it. */
export async function asTried({ database }: TestApp): Promise<void> {
  await database.write((trx) =>
    trx.updateTable("outbox").set({ attempts: 1 }).where("status", "=", "waiting").execute(),
  );
}

/** The confirm token from the newest email that asks the host to decide. */
export async function confirmTokenOf(app: TestApp, key: string, bookingId: number): Promise<string> {
  const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
  const mail = json["outbox"].find(
    (one: Json) =>
      one["booking_id"] === bookingId && ["host_requested", "host_moved"].includes(one["letter"]),
  );
  const { text } = (await app.request("GET", `/v1/outbox/${mail.id}`, { key })).json;
  return /\/v1\/bookings\/([\w-]{38})\/confirm/.exec(text)![1]!;
}

/** Creates an event type through the API. */
export async function anEventTypeOf(app: TestApp, key: string, over: Json = {}): Promise<Json> {
  const body = { title: "Approval", duration_minutes: 30, ...over };
  const created = await app.request("POST", "/v1/event-types", { key, body });
  expect(created.status).toBe(201);
  return created.json;
}

/** A pending booking with all its tokens, whose emails were already tried. */
export async function aPendingBooking(app: TestApp, key: string, over: Json = {}): Promise<Json> {
  const known = await app.request("GET", "/v1/slots/jane/approval?date=2026-03-02");
  if (known.status === 404) await anEventTypeOf(app, key, { requires_confirmation: true });
  const { status, json } = await app.book(over, "/v1/book/jane/approval");
  expect({ status, booking: json["status"] }).toEqual({ status: 201, booking: "pending" });
  await asTried(app);
  return { ...json, confirm_token: await confirmTokenOf(app, key, json["id"]) };
}
