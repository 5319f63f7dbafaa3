import { afterEach, expect, test } from "bun:test";
import { Elysia } from "elysia";
import { policies } from "../../src/http/access.ts";
import { type DeclaredRoute, declaredRoutes } from "../../src/http/route-table.ts";
import { route } from "../../src/http/route.ts";
import { targetOf } from "../support/routes.ts";
import { type Answered, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
afterEach(() => app.close());

test("every route declares its access level", async () => {
  app = await startApp();
  const routes = declaredRoutes(app.app.routes);
  expect(routes.length).toBe(app.app.routes.length);
  for (const { declaration } of routes) expect(Object.keys(policies)).toContain(declaration.access);
});

test("a route without an access level is rejected", async () => {
  app = await startApp();
  const more = new Elysia({ name: "more" })
    .get("/v1/declared", () => "", route({ access: "public" }))
    .get("/v1/forgotten", () => "");
  expect(() => declaredRoutes(app.app.use(more).routes)).toThrow("GET /v1/forgotten does not declare");
});

test.each([
  ["GET", "/v1/bookings/unknown/confirm", 50],
  ["GET", "/v1/bookings/unknown/confirm/", 50],
  ["HEAD", "/v1/bookings/unknown/decline/", 50],
  ["POST", "/v1/bookings/unknown/decline/", 50],
  ["POST", "/v1/cancel/unknown/confirm/", 50],
  ["GET", "/v1/cancel/unknown/", 200],
  ["HEAD", "/v1/u/nobody/", 200],
  ["GET", "/book/nobody/", 200],
])("%s %s is limited to %i in ten seconds", async (method, path, limit) => {
  app = await startApp({ rateLimit: true });
  let answered = 0;
  for (; answered <= limit; answered++) if ((await ask(method, path)).status === 429) break;
  expect(answered).toBe(limit);
});

/** The ways to request a route: as it is, with or without a trailing slash, with HEAD, and as a preflight. */
function waysTo({ method, path }: DeclaredRoute): [method: string, target: string, announced?: string][] {
  const [, target] = targetOf(`${method} ${path}`, "unknown");
  const other = target.endsWith("/") ? target.slice(0, -1) : `${target}/`;
  const methods = method === "GET" ? ["GET", "HEAD"] : [method];
  return [target, other].flatMap((one) => [
    ...methods.map((name): [string, string] => [name, one]),
    ["OPTIONS", one, method],
  ]);
}

function ask(method: string, target: string, announced?: string): Promise<Answered> {
  return app.request(method, target, {
    headers: {
      accept: "application/json",
      origin: "https://site.example",
      ...(announced !== undefined && { "access-control-request-method": announced }),
    },
    ...(["POST", "PUT", "PATCH"].includes(method) && { body: {} }),
  });
}

async function eachWay(see: (route: DeclaredRoute, answered: Answered, way: string) => void) {
  for (const declared of declaredRoutes(app.app.routes))
    for (const [method, target, announced] of waysTo(declared))
      see(declared, await ask(method, target, announced), `${method} ${target} ${announced ?? ""}`);
}

test("every form of a limited route is limited, and no other route", async () => {
  app = await startApp({ rateLimit: true });
  for (let n = 0; n < 200; n++) await ask("GET", "/v1/u/nobody");
  for (let n = 0; n < 50; n++) await ask("POST", "/v1/cancel/unknown/confirm");
  const limited = new Set<string>([
    "public",
    "link",
    "host_link",
    "host_or_link",
    "booking_page",
    "page",
    "sign_in_page",
  ]);
  await eachWay(({ declaration }, { status }, way) => {
    const isLimited = limited.has(declaration.access);
    expect({ way, isLimited: status === 429 }).toEqual({ way, isLimited });
  });
});

test("every form of a host's route requires a key", async () => {
  app = await startApp();
  await eachWay(({ declaration }, { status }, way) => {
    if (declaration.access === "sign_in_page") return expect([200, 204, 303, 403, 404]).toContain(status);
    if (declaration.access !== "host" && declaration.access !== "dashboard")
      return expect({ way, status }).not.toEqual({ way, status: 401 });
    expect({ way, status }).toEqual({ way, status: way.startsWith("OPTIONS") ? 204 : 401 });
  });
});

test("all forms of a route are equally open to other sites", async () => {
  app = await startApp();
  await eachWay(({ path, declaration }, { status, headers }, way) => {
    const isOpen = ["public", "link"].includes(declaration.access) || path === "/embed.js";
    if (path === "/embed.js" && way.startsWith("OPTIONS")) return;
    const allowed = headers.get("access-control-allow-origin");
    expect({ way, allowed }).toEqual({ way, allowed: isOpen ? "*" : null });
    if (way.startsWith("OPTIONS")) expect({ way, status }).toEqual({ way, status: 204 });
  });
});
