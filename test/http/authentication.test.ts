import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createKeyIn } from "../../src/usecases/hosts/api-keys.ts";
import { everyRow, expectProblem } from "../support/http.ts";
import { dashboardPages, hostRoutes, publicRoutes, signInPages, targetOf } from "../support/routes.ts";
import { aSession, ownPage } from "../support/sessions.ts";
import { type Answered, MONDAY, startApp, type TestApp } from "../support/start-app.ts";

const MONTH_MS = 30 * 86_400_000;

let app: TestApp;
let key: string;
let cookie: string;
let expired: string;
let ended: string;
let deleted: string;

beforeAll(async () => {
  app = await startApp();
  ({ key } = await app.host());
  app.clock.now = MONDAY - MONTH_MS;
  expired = await aSession(app);
  app.clock.now = MONDAY;
  ended = await aSession(app);
  cookie = await aSession(app);
  await app.request("POST", "/v1/auth/logout", { headers: { cookie: ended, ...ownPage } });
  const { host } = await app.host("mary");
  const mary = { host, actor: { type: "operator" } } as const;
  deleted = (await app.database.write((trx) => createKeyIn(trx, app.deps, mary, "Deleted"))).key;
  await app.request("DELETE", "/v1/api-keys/3", { key: deleted });
});
afterAll(() => app.close());

test("every route is either public, a host's, or a page for hosts", () => {
  const routes = app.app.routes.map(({ method, path }) => `${method} ${path}`);
  const known = [
    ...publicRoutes,
    ...signInPages,
    ...[...hostRoutes, ...dashboardPages].map(({ route }) => route),
  ];
  expect(routes.toSorted()).toEqual(known.toSorted());
});

const random = "x".repeat(43);

/** Invalid credentials, by what they send. */
const strangers: Record<string, () => Record<string, string>> = {
  "no key": () => ({}),
  "an empty key": () => ({ "x-api-key": "" }),
  "a wrong key": () => ({ "x-api-key": `sk_${random}` }),
  "an overlong key": () => ({ "x-api-key": `${key}x` }),
  "a key without its prefix": () => ({ "x-api-key": key.slice(3) }),
  "a key in capitals": () => ({ "x-api-key": key.toUpperCase() }),
  "a key with extra text": () => ({ "x-api-key": `${key}, ${key}` }),
  "a key as SQL": () => ({ "x-api-key": "sk_' or 1=1 --" }),
  "a deleted key": () => ({ "x-api-key": deleted }),
  "a wrong Bearer token": () => ({ authorization: `Bearer sk_${random}` }),
  "a Bearer header without a token": () => ({ authorization: "Bearer" }),
  "Basic credentials": () => ({ authorization: `Basic ${btoa("jane:secret")}` }),
  "a key in the cookie": () => ({ cookie: `schedkit_session=${key}` }),
  "a session as a key": () => ({ "x-api-key": `sk_${cookie.split("=")[1]}` }),
  "a session as a Bearer token": () => ({ authorization: `Bearer ${cookie.split("=")[1]}` }),
  "a forged cookie": () => ({ cookie: `schedkit_session=${random}` }),
  "a cookie with another name": () => ({ cookie: cookie.replace("schedkit_session", "x_schedkit_session") }),
  "an expired session": () => ({ cookie: expired }),
  "an ended session": () => ({ cookie: ended }),
  "a wrong key beside a session": () => ({ "x-api-key": `sk_${random}`, cookie }),
};

/** Whatever else is wrong with a request, unauthenticated clients only get 401. */
const bodies = ["{}", '{"foo":1}', "{", "", "x".repeat(70_000)];

describe.each(hostRoutes)("$route", ({ route }) => {
  const [method, target] = targetOf(route);

  test("rejects unauthenticated requests before validating them", async () => {
    const before = await everyRow(app);
    const tries = [
      ...Object.values(strangers).map((headers) => ({ headers: { ...ownPage, ...headers() }, body: "{}" })),
      ...bodies.map((body) => ({ headers: {}, body })),
    ];
    for (const { headers, body } of tries) {
      const sent = method === "GET" ? { headers } : { headers, body };
      const refused = await app.request(method, `${target}?foo=1&foo=2`, sent);
      expectProblem(refused, 401, "unauthorized");
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    }
    expect(await everyRow(app)).toEqual(before);
  });

  test("accepts a key in either header, and a session", async () => {
    const { status, text } = await ask({ "x-api-key": key });
    expect(status).not.toBe(401);
    for (const headers of [{ authorization: `bearer ${key}` }, { cookie, ...ownPage }])
      expect(await ask(headers)).toMatchObject({ status, text });
  });

  /** With an invalid query and body, so that nothing happens. */
  function ask(headers: Record<string, string>): Promise<Answered> {
    return app.request(method, `${target}?foo=1`, { headers, body: method === "GET" ? undefined : "{" });
  }
});

test("HEAD requires authentication if GET does", async () => {
  for (const [method, target] of hostRoutes.map(({ route }) => targetOf(route))) {
    if (method !== "GET") continue;
    expect((await app.request("HEAD", target)).status).toBe(401);
    for (const headers of [{ "x-api-key": key }, { cookie }])
      expect((await app.request("HEAD", target, { headers })).status).not.toBe(401);
  }
});

/** They contain counters, so every response differs. */
const neverTheSame = new Set(["GET /metrics"]);

test.each(publicRoutes)("%s responds the same with any key or session", async (route) => {
  const [method, target] = targetOf(route, "x");
  const ask = (headers: Record<string, string>) =>
    app.request(method, target, { headers, body: method === "GET" ? undefined : {} });
  const open = await ask({});
  expect([401, 403]).not.toContain(open.status);
  for (const headers of [
    { "x-api-key": "sk_wrong" },
    { "x-api-key": key },
    { cookie: expired, ...ownPage },
  ]) {
    const answered = await ask(headers);
    expect(answered.status).toBe(open.status);
    if (!neverTheSame.has(route)) expect(answered.text).toBe(open.text);
  }
});

test("a deleted key stops working, and other keys keep working", async () => {
  const { json } = await app.request("POST", "/v1/api-keys", { key, body: { name: "Website" } });
  expect((await app.request("GET", "/v1/me", { key: json.key })).status).toBe(200);
  expect((await app.request("DELETE", `/v1/api-keys/${json.id}`, { key: json.key })).status).toBe(204);
  expectProblem(await app.request("GET", "/v1/me", { key: json.key }), 401, "unauthorized");
  expect((await app.request("GET", "/v1/me", { key })).status).toBe(200);
});
