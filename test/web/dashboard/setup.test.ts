import { afterEach, beforeEach, expect, test } from "bun:test";
import { browserWith } from "../../support/dashboard.ts";
import { MONDAY, startApp, type TestApp } from "../../support/start-app.ts";

const HOUR = 3_600_000;

let app: TestApp;

beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const visitor = () => browserWith(app, "");
const link = () => `/setup/${app.deps.setupTokens.issue(app.clock.now)}`;
const ada = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  password: "copper lantern violin",
  timezone: "Europe/London",
};

test("the first run makes a host with hours and an event type, and signs them in", async () => {
  const answered = await visitor().submit(link(), {
    ...ada,
    "days.1": undefined,
    "days.6": "on",
    from: "10:00",
    until: "00:00",
    title: "First call",
    duration_minutes: "45",
    location: "https://meet.example.com/ada",
  });
  expect(answered).toMatchObject({ status: 303 });
  expect(answered.headers.get("location")).toBe("/dashboard/welcome");
  const cookie = answered.headers.get("set-cookie")!.split(";")[0]!;
  const welcome = await browserWith(app, cookie).get("/dashboard/welcome");
  expect(welcome.text).toContain("http://localhost:3000/book/ada-lovelace");
  const { json } = await app.request("GET", "/v1/u/ada-lovelace");
  expect(json).toMatchObject({
    name: "Ada Lovelace",
    timezone: "Europe/London",
    event_types: [{ slug: "first-call", title: "First call", duration_minutes: 45 }],
  });
  const [schedule] = await app.database.read.selectFrom("schedules").select("weekly").execute();
  expect(JSON.parse(schedule!.weekly)).toEqual(
    [2, 3, 4, 5, 6].map((day) => ({ day, start: "10:00", end: "24:00" })),
  );
  const host = await app.database.read.selectFrom("hosts").select("role").executeTakeFirstOrThrow();
  expect(host.role).toBe("owner");
});

test("a link works once, also for two people at once", async () => {
  const path = link();
  const both = await Promise.all([
    visitor().submit(path, ada),
    visitor().submit(path, { ...ada, name: "Eve", email: "eve@example.com" }),
  ]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 404]);
  expect((await visitor().get(path)).status).toBe(404);
  expect(await app.database.read.selectFrom("hosts").select("id").execute()).toHaveLength(1);
});

test("a link works for at least an hour and at most two", async () => {
  app.clock.now = Math.floor(MONDAY / HOUR) * HOUR + HOUR / 2;
  const path = link();
  app.clock.now += HOUR;
  expect((await visitor().get(path)).status).toBe(200);
  app.clock.now += HOUR;
  expect((await visitor().get(path)).status).toBe(404);
  expect((await visitor().get("/setup/x")).status).toBe(404);
});

test("the demo host does not count", async () => {
  const { addHost } = await import("../../../src/usecases/hosts/add-host.ts");
  const jane = { slug: "jane", name: "Jane Doe", email: "jane@example.com", time_zone: "America/New_York" };
  await addHost(app.deps, jane, { isDemo: true });
  expect((await visitor().submit(link(), ada)).status).toBe(303);
});

test("errors are shown at their fields, and nothing typed is lost but the password", async () => {
  const wrong = { ...ada, email: "ada", until: "08:00", duration_minutes: "many" };
  const answered = await visitor().submit(link(), wrong);
  expect(answered.status).toBe(422);
  expect(answered.text).toContain('value="Ada Lovelace"');
  expect(answered.text).toContain('id="email-problem"');
  expect(answered.text).toContain('id="duration_minutes-problem"');
  expect(answered.text).not.toContain("copper lantern");
  expect(await app.database.read.selectFrom("hosts").select("id").execute()).toEqual([]);
  const easy = await visitor().submit(link(), { ...ada, password: "Lovelace12345" });
  expect(easy.text).toContain('id="password-problem"');
});

test("the setup page speaks the browser's language", async () => {
  const answered = await app.request("GET", link(), { headers: { "accept-language": "de-DE" } });
  expect(answered.text).toContain('<html lang="de-DE"');
  expect(answered.text).toContain("Richten Sie Ihre Buchungsseite ein");
});
