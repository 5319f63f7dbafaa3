import { afterEach, beforeEach, expect, test } from "bun:test";
import { aPendingBooking } from "../support/http.ts";
import { MONDAY, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

/** The value of a sample, written as in the text; undefined if there is none. */
async function valueOf(sample: string): Promise<number | undefined> {
  const { text } = await app.request("GET", "/metrics");
  const line = text.split("\n").find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
}

const requests = (method: string, route: string, status: number) =>
  valueOf(`schedkit_http_requests_total{method="${method}",route="${route}",status="${status}"}`);
const bookings = (outcome: string) => valueOf(`schedkit_bookings_total{outcome="${outcome}"}`);
const refusals = (reason: string) => valueOf(`schedkit_booking_refusals_total{reason="${reason}"}`);

test("metrics are valid Prometheus text", async () => {
  await app.book();
  const { status, headers, text } = await app.request("GET", "/metrics");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const types = new Map<string, string>();
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  for (const [, name, type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) types.set(name!, type!);
  for (const sample of samples) {
    const [, name] = /^([a-z_]+)(?:\{(?:[a-z_]+="[^"\n]*",?)+\})? (?:[0-9.e+-]+|\+Inf)$/.exec(sample) ?? [];
    expect(name, sample).toBeDefined();
    const family = types.has(name!) ? name! : name!.replace(/_(bucket|sum|count)$/, "");
    expect(types.get(family), sample).toBeOneOf(["counter", "gauge", "histogram"]);
    if (types.get(family) === "counter") expect(family).toEndWith("_total");
  }
  for (const name of types.keys()) expect(text).toMatch(new RegExp(`^# HELP ${name} .+\\.$`, "m"));
});

test("requests are counted by route pattern, method and status", async () => {
  await app.request("GET", "/v1/u/jane?colour=red");
  await app.request("GET", "/v1/u/jane");
  await app.request("GET", "/v1/u/jane");
  await app.request("GET", "/v1/bookings", { key });
  await app.request("GET", "/v1/bookings");
  await app.request("POST", "/v1/book/jane/30min", { body: "{" });
  expect(await requests("GET", "/v1/u/:username", 200)).toBe(2);
  expect(await requests("GET", "/v1/u/:username", 422)).toBe(1);
  expect(await requests("GET", "/v1/bookings/", 200)).toBe(1);
  expect(await requests("GET", "/v1/bookings/", 401)).toBe(1);
  expect(await requests("POST", "/v1/book/:username/:event_slug", 400)).toBe(1);
});

test("requests without a route are counted without their path", async () => {
  await app.request("GET", "/wp-login.php");
  await app.request("PROPFIND", `/v1/${crypto.randomUUID()}`);
  expect(await requests("GET", "none", 404)).toBe(1);
  expect(await requests("OTHER", "none", 404)).toBe(1);
});

test("pages are counted with their status", async () => {
  const headers = { accept: "text/html" };
  await app.request("GET", "/v1/cancel/unknown", { headers });
  await app.request("GET", "/book/nobody", { headers });
  expect(await requests("GET", "/v1/cancel/:token", 404)).toBe(1);
  expect(await requests("GET", "/book/:username", 404)).toBe(1);
});

test("limited requests are counted too", async () => {
  app.close();
  app = await startApp({ rateLimit: true });
  for (let n = 0; n < 51; n++) await app.request("POST", "/v1/cancel/unknown/confirm", { body: {} });
  expect(await requests("POST", "/v1/cancel/:token/confirm", 404)).toBe(50);
  expect(await requests("POST", "none", 429)).toBe(1);
});

test("no label contains user input", async () => {
  const { json } = await app.book({ notes: "secret-notes" });
  await app.request("GET", `/v1/reschedule/${json["reschedule_token"]}?from=2026-03-02`);
  await app.request("POST", `/v1/cancel/${json["cancel_token"]}/confirm`, { body: {} });
  await app.request("GET", `/v1/u/somebody-unknown?q=jason@example.com`);
  const { text } = await app.request("GET", "/metrics");
  for (const told of [json["cancel_token"], json["reschedule_token"], "jason", "secret", "unknown", "jane"]) {
    expect(text).not.toContain(told);
  }
});

test("histogram buckets are cumulative up to the count", async () => {
  for (let n = 0; n < 5; n++) await app.request("GET", "/v1/u/jane");
  const { text } = await app.request("GET", "/metrics");
  const labels = 'method="GET",route="/v1/u/:username"';
  const buckets = [...text.matchAll(/_duration_seconds_bucket\{(.*),le="(.*)"\} (\d+)/g)]
    .filter(([, found]) => found === labels)
    .map(([, , bound, count]) => [bound === "+Inf" ? Infinity : Number(bound), Number(count)] as const);
  expect(buckets.map(([bound]) => bound)).toEqual(buckets.map(([bound]) => bound).toSorted((a, b) => a - b));
  expect(buckets.map(([, count]) => count)).toEqual(
    buckets.map(([, count]) => count).toSorted((a, b) => a - b),
  );
  expect(buckets.at(-1)).toEqual([Infinity, 5]);
  const seconds = (await valueOf(`schedkit_http_request_duration_seconds_sum{${labels}}`))!;
  expect(seconds).toBeWithin(0.000001, 5);
});

test("changes of bookings are counted once each", async () => {
  const { json: one } = await app.book();
  const { json: other } = await app.book({ start_time: "2026-03-02T15:00:00Z" });
  const cancel = `/v1/cancel/${one["cancel_token"]}/confirm`;
  await app.request("POST", cancel, { body: {} });
  await app.request("POST", cancel, { body: {} });
  const start = { start_time: "2026-03-02T16:00:00Z" };
  await app.request("POST", `/v1/bookings/${other["id"]}/reschedule`, { key, body: start });
  await app.request("POST", `/v1/bookings/${other["id"]}/reschedule`, { key, body: start });
  const pending = await aPendingBooking(app, key, { start_time: "2026-03-02T17:00:00Z" });
  await app.request("POST", `/v1/bookings/${pending["id"]}/confirm`, { key, body: {} });
  const second = await aPendingBooking(app, key, { start_time: "2026-03-02T18:00:00Z" });
  await app.request("POST", `/v1/bookings/${second["id"]}/decline`, { key, body: {} });
  expect(await bookings("created")).toBe(4);
  expect(await bookings("cancelled")).toBe(1);
  expect(await bookings("rescheduled")).toBe(1);
  expect(await bookings("confirmed")).toBe(1);
  expect(await bookings("declined")).toBe(1);
});

test("an idempotent retry is not counted", async () => {
  const headers = { "idempotency-key": "one" };
  const first = await app.book({}, undefined, headers);
  const again = await app.book({}, undefined, headers);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(await bookings("created")).toBe(1);
});

test("refusals are counted by reason", async () => {
  await app.book();
  await app.book();
  await app.book({}, "/v1/book/nobody/30min");
  expect(await refusals("slot_unavailable")).toBe(1);
  expect(await refusals("not_found")).toBe(1);
});

test("the outbox reports waiting and failed emails and their age", async () => {
  expect(await valueOf("schedkit_outbox_oldest_due_seconds")).toBe(0);
  await app.book();
  app.clock.now = MONDAY + 90_000;
  expect(await valueOf('schedkit_outbox_mails{status="waiting"}')).toBe(2);
  expect(await valueOf("schedkit_outbox_oldest_due_seconds")).toBe(90);
  await app.database.write((trx) => trx.updateTable("outbox").set({ status: "failed" }).execute());
  expect(await valueOf('schedkit_outbox_mails{status="waiting"}')).toBe(0);
  expect(await valueOf('schedkit_outbox_mails{status="failed"}')).toBe(2);
});

test("reading the outbox metrics only uses indexes", async () => {
  const queries = ["waiting", "failed"].map(
    (status) =>
      `explain query plan select count(*), min(due_at) from outbox where status = '${status}' and kind = 'email'`,
  );
  const { Database } = await import("bun:sqlite");
  const raw = new Database(app.path, { readonly: true });
  const [waiting, failed] = queries.map((query) => JSON.stringify(raw.query(query).all()));
  raw.close();
  expect(waiting).toContain("outbox_due");
  expect(failed).toContain("outbox_failed");
});

test("commits are counted with their number of writes", async () => {
  const before = (await valueOf("schedkit_commit_writes_sum"))!;
  const commits = (await valueOf("schedkit_commit_writes_count"))!;
  const hours = ["14", "15", "16", "17"];
  await Promise.all(hours.map((hour) => app.book({ start_time: `2026-03-02T${hour}:00:00Z` })));
  expect((await valueOf("schedkit_commit_writes_sum"))! - before).toBe(4);
  expect((await valueOf("schedkit_commit_writes_count"))! - commits).toBeWithin(1, 4);
});

test("the process reports its version, memory and times", async () => {
  const { text } = await app.request("GET", "/metrics");
  expect(text).toMatch(
    /^schedkit_build_info\{version="[\d.]+",bun="[\d.]+",schema="\d+",zone_data="\w+"\} 1$/m,
  );
  expect(await valueOf("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  expect(await valueOf("schedkit_heap_bytes")).toBeGreaterThan(1_000_000);
  expect(await valueOf("process_cpu_seconds_total")).toBeGreaterThan(0);
  expect(await valueOf("process_start_time_seconds")).toBeGreaterThan(1_700_000_000);
  expect(await valueOf("schedkit_event_loop_lag_seconds")).toBeGreaterThanOrEqual(0);
});
