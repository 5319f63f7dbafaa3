import { afterEach, beforeEach, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { type Caller, callerOf } from "../../support/caller.ts";
import { readDescription } from "../../support/description.ts";
import { aSession } from "../../support/sessions.ts";
import { type Answered, jason, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let caller: Caller;

beforeEach(async () => {
  app = await startApp({ busyPatienceMs: 20 });
  ({ key } = await app.host());
  caller = callerOf(app, await readDescription(app));
});
afterEach(() => app.close());

test("every host operation rejects a missing key first, as documented", async () => {
  expect(caller.idsWith(401).length).toBeGreaterThan(20);
  for (const id of caller.ids) {
    const answered = await caller.call(id, { path: { confirm_token: "1" }, body: bodyFor(id, "{") });
    if (id !== "logIn" && caller.idsWith(401).includes(id)) expectShown(id, answered, 401);
    else expect(answered.status).not.toBe(401);
  }
});

test("a wrong password is rejected as documented", async () => {
  expectShown("logIn", await caller.call("logIn", { body: caller.bodyExample("logIn") }), 401);
});

test("cross-site requests with a session are rejected first, as documented", async () => {
  const cookie = await aSession(app);
  const headers = { cookie, "sec-fetch-site": "cross-site" };
  expect(caller.idsWith(403).length).toBeGreaterThan(15);
  for (const id of caller.ids) {
    const answered = await caller.call(id, { headers, path: { confirm_token: "1" }, body: bodyFor(id, "{") });
    if (caller.idsWith(403).includes(id)) expectShown(id, answered, 403);
    else expect(answered.status).not.toBe(403);
  }
});

test("invalid JSON and large bodies are rejected as documented", async () => {
  const ids = caller.ids.filter((id) => caller.bodyExample(id));
  for (const id of ids) expectShown(id, await caller.call(id, { key, body: "{" }), 400);
  for (const id of ids) expectShown(id, await caller.call(id, { key, body: "x".repeat(800_000) }), 413);
  for (const id of caller.idsWith(400)) expectShown(id, await caller.call(id, { key, body: "{" }), 400);
});

test("unknown keys in bodies and queries are rejected as documented", async () => {
  for (const id of caller.ids) {
    const asked = { path: { id: 999_999 }, key };
    const [inQuery, inBody] = [
      await caller.call(id, { ...asked, query: "?colour=1", body: bodyFor(id, {}) }),
      await caller.call(id, { ...asked, body: caller.isWrite(id) ? { colour: 1 } : undefined }),
    ];
    const refuses = inQuery.status === 422 || inBody.status === 422;
    expect({ id, refuses }).toEqual({ id, refuses: caller.idsWith(422).includes(id) });
  }
});

test("missing objects are reported as documented, as JSON and as pages", async () => {
  const path = { username: "nobody", id: 999_999, confirm_token: "nothing", token: "nothing" };
  for (const id of caller.idsWith(404)) {
    const query = ["listSlots", "listMoves", "explainDay"].includes(id) ? "?date=2026-03-02" : "";
    const asked = { path, key, query, body: caller.bodyExample(id) };
    expectShown(id, await caller.call(id, asked), 404);
    if (id.endsWith("ByLink")) {
      const { headers } = await caller.call(id, { ...asked, headers: { accept: "text/html" } });
      expect(headers.get("content-type")).toContain("text/html");
    }
  }
});

test("a reused idempotency key is rejected as documented", async () => {
  const headers = { "idempotency-key": "once" };
  await caller.call("createBooking", { body: jason, headers });
  const again = await caller.call("createBooking", { body: { ...jason, notes: "Hello" }, headers });
  expectShown("createBooking", again, 422);
});

test("an unwritable database is reported as documented", async () => {
  const { json: booking } = await app.book();
  const path = { id: booking["id"], token: booking["cancel_token"] };
  const other = new Database(app.path);
  other.run("begin immediate");
  expectShown("createBooking", await caller.call("createBooking", { body: jason }), 503);
  expectShown("cancelByLink", await caller.call("cancelByLink", { path, body: {} }), 503);
  expectShown(
    "createTimeOff",
    await caller.call("createTimeOff", { key, body: caller.bodyExample("createTimeOff") }),
    503,
  );
  const { status, json } = await caller.call("getReadiness");
  expect({ status, json }).toMatchObject({ status: 503, json: { status: "not_ready" } });
  other.run("rollback");
  other.close();
});

test("rate limits and bugs are reported as documented", async () => {
  const limited = await startApp({ rateLimit: true });
  const { call } = callerOf(limited, await readDescription(limited));
  for (let n = 0; n < 300; n++) await limited.request("POST", "/v1/book/jane/30min");
  const answered = await call("createBooking");
  expectShown("createBooking", answered, 429);
  expect(answered.headers.get("retry-after")).toMatch(/^\d+$/);
  expectShown("confirmByLink", await call("confirmByLink"), 429);
  limited.database.close();
  expectShown("getProfile", await call("getProfile"), 500);
  limited.close();
});

/** The body if the operation takes one. */
function bodyFor(id: string, body: unknown): unknown {
  return caller.bodyExample(id) && body;
}

/** Different in each response. */
const REQUEST_ID = /(?<=logged as )[\w-]+/;

/** Expects a response with this status that equals one of the documented examples. */
function expectShown(id: string, { status, json }: Answered, expected: number): void {
  expect({ id, status }).toEqual({ id, status: expected });
  const shown = caller.shown(id, expected).map((one) => JSON.stringify(one).replace(REQUEST_ID, ""));
  expect(shown).toContain(JSON.stringify(json).replace(REQUEST_ID, ""));
}
