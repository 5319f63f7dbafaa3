import { afterEach, beforeEach, expect, test } from "bun:test";
import { everyRow, expectProblem } from "../../support/http.ts";
import { aSession, ownPage } from "../../support/sessions.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

const HOUR_MS = 3_600_000;

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const listed = async (headers: Record<string, string>): Promise<Json[]> =>
  (await app.request("GET", "/v1/sessions", { headers })).json["sessions"];
const isOpen = async (cookie: string) =>
  (await app.request("GET", "/v1/me", { headers: { cookie } })).status === 200;

test("lists sessions with their times, and marks the current one", async () => {
  const phone = await aSession(app, "jane", { "user-agent": "Phone/1.0" });
  app.clock.now += HOUR_MS;
  const desk = await aSession(app, "jane", { "user-agent": "x".repeat(2_000) });
  await aSession(app, "jane");
  const sessions = await listed({ cookie: desk });
  expect(sessions).toMatchObject([
    { id: 3, user_agent: null, current: false },
    { id: 2, user_agent: "x".repeat(300), current: true, last_used_at: "2026-03-02T11:00:00Z" },
    { id: 1, user_agent: "Phone/1.0", current: false, last_used_at: "2026-03-02T10:00:00Z" },
  ]);
  expect(sessions[2]).toMatchObject({
    created_at: "2026-03-02T10:00:00Z",
    expires_at: "2026-04-01T10:00:00Z",
  });
  await listed({ cookie: phone });
  await app.database.write(async () => {});
  expect((await listed({ "x-api-key": key })).map(({ id, current }) => [id, current])).toEqual([
    [3, false],
    [2, false],
    [1, false],
  ]);
  expect((await listed({ cookie: phone }))[2]!["last_used_at"]).toBe("2026-03-02T11:00:00Z");
});

test("no session shows its token", async () => {
  const cookie = await aSession(app);
  const { text } = await app.request("GET", "/v1/sessions", { key });
  const [{ hash }] = (await everyRow(app))["sessions"];
  expect(text).not.toContain(cookie.split("=")[1]!);
  expect(text).not.toContain(hash);
});

test("a host ends one session; an unknown one is 404", async () => {
  const [lost, own] = [await aSession(app), await aSession(app)];
  const end = (id: number) =>
    app.request("DELETE", `/v1/sessions/${id}`, { headers: { cookie: own, ...ownPage } });
  expect(await end(1)).toMatchObject({ status: 204, text: "" });
  expect([await isOpen(lost), await isOpen(own)]).toEqual([false, true]);
  expectProblem(await end(1), 404, "not_found");
  expectProblem(await end(0), 404, "not_found");
});

test("a host ends all sessions, including the current one; keys stay", async () => {
  const [lost, own] = [await aSession(app), await aSession(app)];
  const marys = await app.host("mary").then(() => aSession(app, "mary"));
  const ended = await app.request("DELETE", "/v1/sessions", { headers: { cookie: own, ...ownPage } });
  expect(ended).toMatchObject({ status: 204, text: "" });
  expect(ended.headers.get("set-cookie")).toStartWith("schedkit_session=; Max-Age=0;");
  expect([await isOpen(lost), await isOpen(own), await isOpen(marys)]).toEqual([false, false, true]);
  expect(await listed({ "x-api-key": key })).toEqual([]);
});

test("sign-ins and every kind of sign-out are in the audit log", async () => {
  const [first] = [await aSession(app), await aSession(app), await aSession(app), await aSession(app)];
  await app.request("POST", "/v1/auth/logout", { headers: { cookie: first, ...ownPage } });
  await app.request("DELETE", "/v1/sessions/2", { key });
  await app.request("DELETE", "/v1/sessions", { key });
  await app.request("DELETE", "/v1/sessions", { key });
  const { json } = await app.request("GET", "/v1/audit", { key });
  const audit = json["audit"].filter(({ subject }: Json) => subject.type === "session");
  expect(
    audit.map(({ action, actor, subject, count }: Json) => [action, actor.type, subject.id, count]),
  ).toEqual([
    ["session.deleted", "key", null, 2],
    ["session.deleted", "key", 2, 1],
    ["session.deleted", "session", 1, 1],
    ["session.created", "session", 4, 1],
    ["session.created", "session", 3, 1],
    ["session.created", "session", 2, 1],
    ["session.created", "session", 1, 1],
  ]);
});

test("an ended session is not listed and cannot be ended again", async () => {
  await aSession(app);
  app.clock.now += 30 * 24 * HOUR_MS;
  expect(await listed({ "x-api-key": key })).toEqual([]);
  expectProblem(await app.request("DELETE", "/v1/sessions/1", { key }), 404, "not_found");
});

test("a use that cannot be recorded is logged once a minute", async () => {
  const cookie = await aSession(app);
  app.clock.now += 2 * HOUR_MS;
  const write = app.database.write;
  Object.assign(app.database, { write: () => Promise.reject(new Error("disk full")) });
  for (const headers of [{ cookie }, { "x-api-key": key }, { cookie }])
    expect((await app.request("GET", "/v1/me", { headers })).status).toBe(200);
  await Bun.sleep(0);
  const warnings = () => app.logged.filter(({ level }) => level === "warn").map(({ fields }) => fields);
  expect(warnings()).toEqual([{ error: "Error: disk full" }]);
  app.clock.now += 60_000;
  expect(await isOpen(cookie)).toBe(true);
  await Bun.sleep(0);
  expect(warnings()).toHaveLength(2);
  Object.assign(app.database, { write });
});
