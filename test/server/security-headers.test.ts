import { afterAll, beforeAll, expect, test } from "bun:test";
import { createApp } from "../../src/server/app.ts";
import { expectProblem } from "../support/http.ts";
import { listening } from "../support/over-socket.ts";
import { hostRoutes, publicRoutes, targetOf } from "../support/routes.ts";
import { ownPage } from "../support/sessions.ts";
import { jason, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp({ rateLimit: true });
  ({ key } = await app.host());
});
afterAll(() => app.close());

/** Expects the security headers of every response, each once. Pages may allow framing, and files caching. */
function expectSafe(headers: Headers): void {
  const said = (name: string) => headers.get(name) ?? "nothing";
  expect(said("x-content-type-options")).toBe("nosniff");
  expect(said("referrer-policy")).toBe("no-referrer");
  expect(said("content-security-policy")).toMatch(/^default-src 'none';(?!.*default-src).*frame-ancestors /);
  expect(said("cache-control")).toMatch(
    /^(no-store|no-cache|public, max-age=(\d+, (immutable|stale-while.*)|86400))$/,
  );
}

const policy = "default-src 'none'; frame-ancestors 'none'";
const strict = { "cache-control": "no-store", "content-security-policy": policy };

test.each([...publicRoutes, ...hostRoutes.map(({ route }) => route)])(
  "%s always has security headers",
  async (route) => {
    const [method, target] = targetOf(route, "x");
    const body = method === "GET" ? undefined : {};
    for (const accept of ["application/json", "text/html"])
      for (const credentials of [{}, { "x-api-key": key }]) {
        const headers = { accept, ...credentials, ...ownPage };
        const answered = await app.request(method, target, { headers, body });
        expectSafe(answered.headers);
        if (
          !answered.headers.get("content-type")?.startsWith("application/json") ||
          route.includes("/swagger/")
        )
          continue;
        expect(answered.headers.get("content-security-policy")).toBe(policy);
        expect(answered.headers.get("cache-control")).toBe("no-store");
      }
  },
);

test("responses without a route have them", async () => {
  const { headers: missing } = await app.request("GET", "/nothing/here");
  const { headers: wrongMethod } = await app.request("PATCH", "/v1/bookings", { body: {} });
  const { headers: malformed } = await app.book({}, "/v1/book/jane/30min", { "content-type": "text/plain" });
  const tooLarge = await app.request("POST", "/v1/time-off", { key, body: "x".repeat(70_000) });
  expectProblem(tooLarge, 413, "too_large");
  const preflight = await app.request("OPTIONS", "/v1/book/jane/30min");
  expect(preflight.status).toBe(204);
  for (const headers of [missing, wrongMethod, malformed, tooLarge.headers, preflight.headers])
    expect(Object.fromEntries(headers)).toMatchObject(strict);
});

test("a 429 has them", async () => {
  let answered = await app.request("POST", "/v1/book/jane/30min");
  for (let n = 0; n < 310 && answered.status !== 429; n++)
    answered = await app.request("POST", "/v1/book/jane/30min");
  expectProblem(answered, 429, "rate_limited");
  expect(Object.fromEntries(answered.headers)).toMatchObject(strict);
  expect(answered.headers.get("access-control-expose-headers")).toBe("location, retry-after, x-request-id");
});

test("bugs and files have them", async () => {
  const broken = await startApp();
  await broken.host();
  const page = await broken.request("GET", "/book/jane/30min");
  const files = [...page.text.matchAll(/\/assets\/[\w.-]+/g)].map(([path]) => path);
  expect(files.length).toBeGreaterThan(0);
  for (const path of ["/embed.js", "/swagger", "/swagger/swagger-ui.css", ...files]) {
    const answered = await broken.request("GET", path);
    expect({ path, status: answered.status }).toEqual({ path, status: 200 });
    expectSafe(answered.headers);
  }
  broken.database.close();
  const bug = await broken.request("POST", "/v1/book/jane/30min", { body: jason });
  expectProblem(bug, 500, "internal");
  expect(Object.fromEntries(bug.headers)).toMatchObject(strict);
  broken.close();
});

test("over a socket no header is repeated", async () => {
  const socket = listening(app);
  for (const path of ["/healthz", "/book/jane", "/embed.js", "/nothing"]) {
    const { headers } = await socket.send(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    expectSafe(headers);
  }
  await socket.stop();
});

test("only public routes and the embed are readable by other sites", async () => {
  const resourcePolicy = async (path: string) =>
    (await app.request("GET", path, { key })).headers.get("cross-origin-resource-policy");
  for (const path of ["/v1/me", "/v1/bookings", "/v1/event-types/999"])
    expect(await resourcePolicy(path)).toBe("same-origin");
  expect(await resourcePolicy("/v1/u/jane")).toBeNull();
  expect(await resourcePolicy("/embed.js")).toBe("cross-origin");
});

test("HSTS is sent only if PUBLIC_URL is https", async () => {
  const header = "strict-transport-security";
  expect((await app.request("GET", "/healthz")).headers.get(header)).toBeNull();
  const deps = { ...app.deps, publicUrl: "https://book.example.com" };
  const settings = {
    actionLinks: "direct",
    frameAncestors: "*",
    rateLimit: false,
    trustProxy: false,
  } as const;
  const secure = createApp(deps, deps.log, { ...settings, metricsAddress: undefined });
  for (const path of ["/healthz", "/v1/me", "/book/jane", "/embed.js", "/nothing"]) {
    const { headers } = await secure.handle(new Request(`http://localhost${path}`));
    expect(headers.get(header)).toBe("max-age=31536000");
  }
});
