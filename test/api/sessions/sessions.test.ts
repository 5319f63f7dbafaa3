import { afterEach, beforeEach, expect, test } from "bun:test";
import { setPassword } from "../../../src/usecases/hosts/passwords.ts";
import { createApp } from "../../../src/server/app.ts";
import { tidyUp } from "../../../src/usecases/privacy/tidy-up.ts";
import { everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import { aSession, cookieOf, logIn, ownPage, PASSWORD } from "../../support/sessions.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";

const DAY_MS = 86_400_000;

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const me = (cookie: string) => app.request("GET", "/v1/me", { headers: { cookie } });

test("a login returns the host and HttpOnly, SameSite cookies", async () => {
  await setPassword(app.deps, "jane", PASSWORD);
  const answered = await logIn(app);
  expect(answered.json).toEqual((await app.request("GET", "/v1/me", { key })).json);
  expect(answered.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^schedkit_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    expect.stringMatching(
      /^schedkit_device=[\w.-]{70,90}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/,
    ),
  ]);
  expect(answered.headers.get("cache-control")).toBe("no-store");
});

test("the cookie is Secure and limited to the public path", async () => {
  await setPassword(app.deps, "jane", PASSWORD);
  const deps = { ...app.deps, publicUrl: "https://example.com/meet" };
  const settings = {
    actionLinks: "direct",
    frameAncestors: "*",
    rateLimit: false,
    trustProxy: false,
  } as const;
  const secure = createApp(deps, deps.log, { ...settings, metricsAddress: undefined });
  const { headers } = await secure.handle(
    new Request("http://localhost/v1/auth/login", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "jane@example.com", password: PASSWORD }),
    }),
  );
  for (const cookie of headers.getSetCookie())
    expect(cookie).toEndWith("; Path=/meet; HttpOnly; SameSite=Lax; Secure");
});

test("the address of an account ignores case", async () => {
  await setPassword(app.deps, "jane", PASSWORD);
  const body = { email: "Jane@EXAMPLE.com", password: PASSWORD };
  expect((await app.request("POST", "/v1/auth/login", { body })).json["slug"]).toBe("jane");
});

test("a session lasts 30 days after its last use, and is extended", async () => {
  const cookie = await aSession(app);
  expect((await me(cookie)).headers.getSetCookie()).toEqual([]);
  for (const _ of [1, 2]) {
    app.clock.now += 30 * DAY_MS - 1;
    const answered = await me(cookie);
    expect(answered.status).toBe(200);
    expect(cookieOf(answered)).toBe(cookie);
    await app.database.write(async () => {});
  }
  app.clock.now += 30 * DAY_MS;
  expectProblem(await me(cookie), 401, "unauthorized");
});

test("a session ends 90 days after sign-in, however often it is used", async () => {
  const cookie = await aSession(app);
  for (let day = 1; day < 90; day += 1) {
    app.clock.now += DAY_MS;
    const { headers } = await me(cookie);
    const [, seconds] = /Max-Age=(\d+)/.exec(headers.get("set-cookie") ?? "") ?? [];
    if (seconds !== undefined) expect(Number(seconds)).toBeLessThanOrEqual((90 - day) * 86_400);
    await app.database.write(async () => {});
  }
  app.clock.now += DAY_MS - 1;
  expect((await me(cookie)).status).toBe(200);
  app.clock.now += 1;
  expectProblem(await me(cookie), 401, "unauthorized");
});

test("expired sessions are deleted", async () => {
  const rows = () => app.database.read.selectFrom("sessions").selectAll().execute();
  await aSession(app);
  app.clock.now += 30 * DAY_MS - 1;
  await tidyUp(app.deps, 30);
  expect(await rows()).toHaveLength(1);
  app.clock.now += 1;
  await tidyUp(app.deps, 30);
  expect(await rows()).toEqual([]);
});

test("logging out ends that session only and clears the cookie", async () => {
  const [one, other] = [await aSession(app), cookieOf(await logIn(app))];
  const out = await app.request("POST", "/v1/auth/logout", { headers: { cookie: one, ...ownPage } });
  expect(out).toMatchObject({ status: 204, text: "" });
  expect(out.headers.get("set-cookie")).toBe("schedkit_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
  expectProblem(await me(one), 401, "unauthorized");
  expect((await me(other)).status).toBe(200);
  expect((await app.request("POST", "/v1/auth/logout")).status).toBe(204);
});

test("changing the password ends other sessions; keys stay", async () => {
  const [own, other] = [await aSession(app), cookieOf(await logIn(app))];
  const maryCookie = await app.host("mary").then(() => aSession(app, "mary"));
  const body = { current_password: PASSWORD, password: "staple of another kind" };
  const changed = await app.request("POST", "/v1/auth/password", {
    headers: { cookie: own, ...ownPage },
    body,
  });
  expect(changed).toMatchObject({ status: 204, text: "" });
  expect((await me(own)).status).toBe(200);
  expect((await me(maryCookie)).status).toBe(200);
  expect((await app.request("GET", "/v1/me", { key })).status).toBe(200);
  expectProblem(await me(other), 401, "unauthorized");
  expectProblem(await logIn(app), 401, "unauthorized");
  const login = { email: "jane@example.com", password: body.password };
  expect((await app.request("POST", "/v1/auth/login", { body: login })).status).toBe(200);
});

test("a password set by the operator ends every session", async () => {
  const cookie = await aSession(app);
  await setPassword(app.deps, "jane", "staple of another kind");
  expectProblem(await me(cookie), 401, "unauthorized");
});

test("changing the password requires the current one", async () => {
  const cookie = await aSession(app);
  const before = await everyRow(app);
  const body = { current_password: "staple of another kind", password: "mine from now on" };
  for (const headers of [{ cookie, ...ownPage }, { "x-api-key": key }])
    expectInvalid(await app.request("POST", "/v1/auth/password", { headers, body }), "/current_password");
  const short = { current_password: PASSWORD, password: "123456789" };
  expectInvalid(await app.request("POST", "/v1/auth/password", { key, body: short }), "/password");
  expect(await everyRow(app)).toEqual(before);
  expect((await me(cookie)).status).toBe(200);
});

test("actions with a session are audited as such", async () => {
  const cookie = await aSession(app);
  const body = { name: "Jane Roe" };
  await app.request("PATCH", "/v1/me", { headers: { cookie, ...ownPage }, body });
  const { json } = await app.request("GET", "/v1/audit?limit=2", { headers: { cookie } });
  expect(json["audit"]).toMatchObject([
    { action: "host.updated", actor: { type: "session" }, changes: ["name"] },
    { action: "session.created", actor: { type: "session" }, subject: { type: "session", id: 1 } },
  ]);
});

const otherPages: [what: string, headers: Record<string, string>][] = [
  ["a page of another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
  ["a page of a sibling domain", { "sec-fetch-site": "same-site", origin: "http://evil.localhost" }],
  ["a page with only an Origin header", { origin: "https://evil.example" }],
  ["a page on another port", { origin: "http://localhost:4000" }],
  ["a page without an origin", { origin: "null" }],
  ["a page with a forged origin", { "sec-fetch-site": "cross-site", origin: "http://localhost:3000" }],
];

test.each(otherPages)("%s cannot use a session or sign in", async (_, headers) => {
  const cookie = await aSession(app);
  const { json: booking } = await app.book();
  const before = await everyRow(app);
  for (const route of [
    "PATCH /v1/me",
    "POST /v1/event-types",
    `POST /v1/bookings/${booking["id"]}/cancel`,
    `POST /v1/bookings/${booking["id"]}/confirm`,
    "DELETE /v1/event-types/1",
    "DELETE /v1/api-keys/1",
    "POST /v1/auth/logout",
  ]) {
    const [method, target] = route.split(" ") as [string, string];
    for (const body of [{}, "{", ""])
      expectProblem(
        await app.request(method, target, { headers: { cookie, ...headers }, body }),
        403,
        "forbidden",
      );
  }
  expectProblem(await logIn(app, "jane", headers), 403, "forbidden");
  expect(await everyRow(app)).toEqual(before);
  expect((await me(cookie)).status).toBe(200);
  const byKey = await app.request("PATCH", "/v1/me", { key, headers, body: { name: "Jane Roe" } });
  expect(byKey.status).toBe(200);
});

test("a session without a known origin changes nothing", async () => {
  const cookie = await aSession(app);
  const refused = await app.request("PATCH", "/v1/me", { headers: { cookie }, body: { name: "X" } });
  expectProblem(refused, 403, "forbidden");
});

test.each([
  ["by Sec-Fetch-Site", ownPage],
  ["by the public origin", { origin: "http://localhost:3000" }],
  ["by the server's origin", { origin: "http://book.lan:3000", host: "book.lan:3000" }],
])("a page of this server can use the session: %s", async (_, headers) => {
  const cookie = await aSession(app);
  const body = { name: "Jane Roe" };
  const changed = await app.request("PATCH", "/v1/me", { headers: { cookie, ...headers }, body });
  expect(changed.status).toBe(200);
});

test("forms cannot sign in from any page", async () => {
  const cookie = await aSession(app);
  const types = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"];
  for (const type of types) {
    const headers = { cookie, ...ownPage, "content-type": type };
    const sent = await app.request("POST", "/v1/bookings/1/cancel", { headers, body: "reason=No" });
    expectProblem(sent, 400, "malformed");
  }
});

test("other sites get no CORS headers for login and logout", async () => {
  for (const target of ["/v1/auth/login", "/v1/auth/logout", "/v1/auth/password"]) {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    for (const method of ["OPTIONS", "POST"]) {
      const answered = await app.request(method, target, {
        headers,
        body: method === "POST" ? {} : undefined,
      });
      expect([...answered.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  }
});
