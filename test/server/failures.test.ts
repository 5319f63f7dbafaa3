import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { everyRow, expectProblem } from "../support/http.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;
let token: string;

beforeEach(async () => {
  app = await startApp({ busyPatienceMs: 30 });
  ({ key } = await app.host());
  token = (await app.book()).json["cancel_token"];
});
afterEach(() => app.close());

const errors = () => app.logged.filter(({ level }) => level === "error");

/** Holds the database's write lock like another process. */
async function whileLocked(ask: () => Promise<void>): Promise<void> {
  const other = new Database(app.path);
  other.run("begin exclusive");
  try {
    await ask();
  } finally {
    other.run("rollback");
    other.close();
  }
}

test("an unwritable database is 503, changes nothing, and can be retried", async () => {
  const before = await everyRow(app);
  const start_time = "2026-03-02T15:00:00Z";
  await whileLocked(async () => {
    expectProblem(await app.book({ start_time }), 503, "unavailable");
    expectProblem(await app.request("POST", `/v1/cancel/${token}/confirm`), 503, "unavailable");
    expectProblem(await app.request("POST", "/v1/bookings/1/cancel", { key }), 503, "unavailable");
    expectProblem(
      await app.request("POST", "/v1/api-keys", { key, body: { name: "x" } }),
      503,
      "unavailable",
    );
  });
  expect(await everyRow(app)).toEqual(before);
  expect((await app.book({ start_time })).status).toBe(201);
});

test("a briefly busy database is waited for", async () => {
  app.close();
  app = await startApp({ busyPatienceMs: 10_000 });
  await app.host();
  const other = new Database(app.path);
  other.run("begin immediate");
  const booking = app.book({ start_time: "2026-03-02T15:00:00Z" });
  setTimeout(() => other.run("rollback"), 5);
  expect((await booking).status).toBe(201);
  other.close();
});

test("reads still work while writes fail", async () => {
  await whileLocked(async () => {
    expect((await app.request("GET", "/v1/slots/jane/30min?date=2026-03-02")).status).toBe(200);
    expect((await app.request("GET", "/v1/bookings", { key })).status).toBe(200);
    expect((await app.request("GET", "/healthz")).status).toBe(200);
    const readiness = await app.request("GET", "/readyz");
    expect(readiness).toMatchObject({
      status: 503,
      json: { status: "not_ready", checks: { database: "not_writable" } },
    });
  });
  expect((await app.request("GET", "/readyz")).status).toBe(200);
});

test("a failed link shows a page, and the log says why", async () => {
  await whileLocked(async () => {
    const headers = { accept: "text/html" };
    const page = await app.request("POST", `/v1/cancel/${token}/confirm`, { headers });
    expect(page.status).toBe(503);
    expect(page.headers.get("content-type")).toStartWith("text/html");
    expect(page.text).toContain("please try again");
    expect(page.text).not.toMatch(/sqlite|locked/i);
  });
  expect(errors()).toMatchObject([{ level: "error", message: "request failed", fields: { method: "POST" } }]);
});

/** Causes an internal error: the code meets data that it never expects. */
async function breakAnEventType(): Promise<void> {
  const row = { questions: '{"secret":"inside"}' };
  await app.database.write((trx) => trx.updateTable("event_types").set(row).where("id", "=", 1).execute());
}

test("a bug is logged completely and reveals nothing", async () => {
  await breakAnEventType();
  const failed = await app.book({ start_time: "2026-03-02T15:00:00Z" });
  expectProblem(failed, 500, "internal");
  expect(failed.text).not.toContain("secret");
  expect(errors()).toHaveLength(1);
  const { fields } = errors()[0]!;
  expect((fields as Record<string, string>)["error"]).toMatch(/TypeError[^]*questions\.ts/);
});

test("the log contains no token, key or user input", async () => {
  await breakAnEventType();
  await app.book({ start_time: "2026-03-02T15:00:00Z", notes: "my secret notes" });
  await whileLocked(async () => {
    await app.request("POST", `/v1/cancel/${token}/confirm`, { body: { reason: "my secret reason" } });
    await app.request("POST", "/v1/bookings/1/cancel", { key });
  });
  expect(errors().length).toBeGreaterThan(1);
  const log = JSON.stringify(app.logged);
  for (const secret of [token, key, "my secret", "jason@example.com"]) expect(log).not.toContain(secret);
});
