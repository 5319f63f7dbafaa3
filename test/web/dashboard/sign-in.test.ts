import { afterEach, beforeEach, expect, test } from "bun:test";
import { setPassword } from "../../../src/usecases/hosts/passwords.ts";
import { browser, browserOf, browserWith } from "../../support/dashboard.ts";
import { dashboardPages, targetOf } from "../../support/routes.ts";
import { PASSWORD } from "../../support/sessions.ts";
import { everyRow } from "../../support/http.ts";
import { filledIn, formsIn } from "../../support/page-form.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await startApp();
  await app.host();
  await setPassword(app.deps, "jane", PASSWORD);
});
afterEach(() => app.close());

const visitor = () => browserWith(app, "");
const jane = { email: "jane@example.com", password: PASSWORD };
const cookieOf = (answered: { headers: Headers }) => answered.headers.get("set-cookie")!.split(";")[0]!;

test("signing in leads to the page that was asked for, and nowhere else", async () => {
  const asked = await visitor().get("/dashboard/emails?status=failed");
  expect(asked.status).toBe(303);
  const signIn = asked.headers.get("location")!;
  const answered = await visitor().submit(signIn, jane, "/login");
  expect(answered.headers.get("location")).toBe("/dashboard/emails?status=failed");
  expect(answered.headers.get("set-cookie")).toContain("HttpOnly; SameSite=Lax");
  for (const to of [
    "https://evil.example/",
    "//evil.example/dashboard/",
    "/dashboard//evil.example",
    "/dashboard/\\evil.example",
    "/v1/me",
    "javascript:alert(1)",
  ]) {
    const elsewhere = await visitor().submit(`/login?to=${encodeURIComponent(to)}`, jane, "/login");
    expect({ to, location: elsewhere.headers.get("location") }).toEqual({
      to,
      location: "/dashboard/bookings",
    });
  }
});

test("a wrong password says so, keeps the address and not the password", async () => {
  const answered = await visitor().submit("/login", { ...jane, password: "wrong words here" });
  expect(answered.status).toBe(401);
  expect(answered.text).toContain("The email address or the password is wrong.");
  expect(answered.text).toContain('value="jane@example.com"');
  expect(answered.text).not.toContain("wrong words");
});

test("a form continues after its session has ended, and only with a click", async () => {
  const before = await browserOf(app);
  const page = await before.get("/dashboard/event-types/1");
  const form = formsIn(page.text).find(({ action }) => action === "/dashboard/event-types/1")!;
  const typed = filledIn(form, { title: "Typed & kept", do: "save" });
  await before.send(page, {}, "/logout");
  const rows = await everyRow(app);
  const refused = await before.post(form.action, typed);
  expect(refused.status).toBe(401);
  const signedIn = await visitor().send(refused, jane, "/login");
  expect(signedIn.status).toBe(200);
  expect((await everyRow(app))["event_types"]).toEqual(rows["event_types"]);
  const after = browserWith(app, cookieOf(signedIn));
  const saved = await after.send(signedIn, {}, "/dashboard/event-types/1");
  expect(saved.status).toBe(303);
  const { title } = await app.database.read
    .selectFrom("event_types")
    .select("title")
    .executeTakeFirstOrThrow();
  expect(title).toBe("Typed & kept");
});

test("a carried form has no passwords", async () => {
  const fields = [
    ["current_password", "secret words"],
    ["password", "more secret words"],
  ] as const;
  const refused = await visitor().post("/dashboard/profile/password", fields);
  expect(refused.status).toBe(401);
  expect(refused.text).not.toContain("secret words");
});

test.each(dashboardPages.map(({ route }) => route))(
  "%s needs a session, and its own pages for changes",
  async (route) => {
    const [method, target] = targetOf(route);
    const before = await everyRow(app);
    const body = method === "POST" ? "a=1" : undefined;
    const form = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
    const stranger = await app.request(method, target, { headers: { ...form, ...browser }, body });
    expect(stranger.status).toBe(method === "GET" ? 303 : 401);
    expect(stranger.text).not.toContain("Jane Doe");
    if (method === "GET") return;
    const { cookie } = await browserOf(app);
    const rows = await everyRow(app);
    for (const other of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }, {}]) {
      const forged = await app.request(method, target, { headers: { ...form, ...other, cookie }, body });
      expect(forged.status).toBe(403);
    }
    expect(await everyRow(app)).toEqual(rows);
    expect(before["hosts"]).toEqual(rows["hosts"]);
  },
);

test("pages cannot be framed or cached, and load nothing from elsewhere", async () => {
  const jane = await browserOf(app);
  for (const path of ["/dashboard/bookings", "/dashboard/profile", "/login"]) {
    const { headers } = await (path === "/login" ? visitor() : jane).get(path);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  }
});

test("signing out ends the session, from this server's pages only", async () => {
  const jane = await browserOf(app);
  const forged = await app.request("POST", "/logout", {
    headers: { cookie: jane.cookie, accept: "text/html", "sec-fetch-site": "cross-site" },
  });
  expect(forged.status).toBe(403);
  const page = await jane.get("/dashboard/bookings");
  expect((await jane.send(page, {}, "/logout")).status).toBe(303);
  expect((await jane.get("/dashboard/bookings")).status).toBe(303);
});

test("a forgotten password is replaced by the link, once, and all sessions end", async () => {
  const old = await browserOf(app);
  const asked = await visitor().submit("/forgot", { email: "JANE@example.com" });
  expect(asked.text).toContain("Check your inbox");
  const link = /http:\/\/localhost:3000(\/reset\/\S+)/.exec(app.told.join("\n"))![1]!;
  const { text } = await app.request("GET", link, { headers: browser });
  expect(text).toContain("jane@example.com");
  const easy = await visitor().submit(link, { password: "password1234" });
  expect(easy.status).toBe(422);
  const chosen = await visitor().submit(link, { password: "entirely different words" });
  expect(chosen.headers.get("location")).toBe("/dashboard/bookings");
  expect((await old.get("/dashboard/bookings")).status).toBe(303);
  expect((await browserWith(app, cookieOf(chosen)).get("/dashboard/bookings")).status).toBe(200);
  expect((await visitor().get(link)).status).toBe(404);
});

test("the emailed link is only in the email, and an unknown address gets none", async () => {
  await visitor().submit("/forgot", { email: "jane@example.com" });
  await visitor().submit("/forgot", { email: "nobody@example.com" });
  const jobs = await app.database.read.selectFrom("outbox").selectAll().execute();
  expect(jobs.map(({ topic, recipient }) => [topic, recipient])).toEqual([
    ["host_password_reset", "jane@example.com"],
  ]);
  expect(app.told).toHaveLength(1);
  const jane = await browserOf(app);
  const shown = await jane.get(`/dashboard/emails/${jobs[0]!.id}`);
  const framed = await jane.get(`/dashboard/emails/${jobs[0]!.id}/html`);
  expect(shown.status).toBe(200);
  expect(shown.text + framed.text).not.toContain("/reset/");
});

test("a link for a new password expires after an hour", async () => {
  await visitor().submit("/forgot", { email: "jane@example.com" });
  const link = /http:\/\/localhost:3000(\/reset\/\S+)/.exec(app.told.join("\n"))![1]!;
  app.clock.now += 3_600_000;
  expect((await visitor().get(link)).status).toBe(404);
  expect((await visitor().get("/reset/1.zz.x")).status).toBe(404);
});
