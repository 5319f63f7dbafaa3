import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { expectProblem } from "../support/http.ts";
import { jason, startApp, type Json, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const page = { accept: "text/html" };
const renameHost = (slug: string) => app.request("PATCH", "/v1/me", { key, body: { slug } });
const renameEvent = (slug: string, id = 1) =>
  app.request("PATCH", `/v1/event-types/${id}`, { key, body: { slug } });
const leadsTo = async (method: string, target: string, headers: Record<string, string> = {}) => {
  const answered = await app.request(method, target, {
    headers,
    ...(method === "POST" && { body: jason }),
  });
  return [answered.status, answered.headers.get("location")];
};

const places: [method: string, before: string, after: string][] = [
  ["GET", "/book/jane?lang=de&tz=Asia/Tokyo", "/book/roe?lang=de&tz=Asia/Tokyo"],
  ["GET", "/book/jane/30min?date=2026-03-03", "/book/roe/intro?date=2026-03-03"],
  ["POST", "/book/jane/30min", "/book/roe/intro"],
  ["GET", "/v1/u/jane", "/v1/u/roe"],
  ["GET", "/v1/slots/jane/30min?date=2026-03-03", "/v1/slots/roe/intro?date=2026-03-03"],
  ["POST", "/v1/book/jane/30min", "/v1/book/roe/intro"],
];

describe("after a host and their event type were renamed", () => {
  beforeEach(async () => {
    await renameHost("roe");
    await renameEvent("intro");
  });

  test.each(places)("%s %s leads on", async (method, before, after) => {
    expect(await leadsTo(method, before, page)).toEqual([308, after]);
    expect(await leadsTo(method, before.replace("jane", "JANE"), page)).toEqual([308, after]);
  });

  test("a request for a code leads on", async () => {
    const body = { attendee_email: "jason@example.com" };
    const { status, headers } = await app.request("POST", "/v1/book/jane/30min/code", { body });
    expect([status, headers.get("location")]).toEqual([308, "/v1/book/roe/intro/code"]);
  });

  test("the new places answer, in any case", async () => {
    for (const [method, , after] of places)
      expect([308, 404]).not.toContain(
        (await leadsTo(method, after.replace("roe", "Roe").replace("intro", "INTRO"), page))[0],
      );
  });

  test("the old slugs lead on from each other's new name", async () => {
    expect(await leadsTo("GET", "/v1/slots/roe/30min?date=2026-03-03")).toEqual([
      308,
      "/v1/slots/roe/intro?date=2026-03-03",
    ]);
  });

  test("another host can take the old slug", async () => {
    await app.request("PATCH", "/v1/me", { key, body: { email: "roe@example.com" } });
    await app.host("jane");
    expect((await app.request("GET", "/v1/u/jane")).json).toMatchObject({ username: "jane" });
  });

  test("another event type can take the old slug", async () => {
    await app.request("POST", "/v1/event-types", {
      key,
      body: { title: "New", slug: "30min", duration_minutes: 45 },
    });
    const { json } = await app.request("GET", "/v1/slots/roe/30min?date=2026-03-03");
    expect(json["event_type"]).toMatchObject({ duration_minutes: 45 });
  });

  test("links survive a second rename", async () => {
    await renameHost("poe");
    await renameEvent("call");
    for (const [user, event] of [
      ["jane", "30min"],
      ["roe", "intro"],
    ])
      expect(await leadsTo("GET", `/book/${user}/${event}`, page)).toEqual([308, "/book/poe/call"]);
  });

  test("a rename back leads from the name in between", async () => {
    await renameHost("jane");
    expect(await leadsTo("GET", "/v1/u/roe")).toEqual([308, "/v1/u/jane"]);
    expect((await leadsTo("GET", "/v1/u/jane"))[0]).toBe(200);
  });

  test("a deleted event type leads nowhere", async () => {
    await app.request("DELETE", "/v1/event-types/1", { key });
    expectProblem(await app.request("GET", "/v1/slots/jane/30min?date=2026-03-03"), 404, "not_found");
  });
});

test("slugs are found in any case", async () => {
  const booked = await app.book({}, "/v1/book/JANE/30MIN");
  expect(booked.status).toBe(201);
  const same = async (target: string) => (await app.request("GET", target, { headers: page })).status;
  for (const target of [
    "/book/Jane",
    "/book/Jane/30Min",
    "/v1/u/jAnE",
    "/v1/slots/JaNe/30mIn?date=2026-03-03",
  ])
    expect([target, await same(target)]).toEqual([target, 200]);
});

test("redirects work below a path", async () => {
  app.close();
  app = await startApp({ publicUrl: "https://example.com/meet" });
  ({ key } = await app.host());
  await renameHost("roe");
  expect(await leadsTo("GET", "/v1/u/jane")).toEqual([308, "/meet/v1/u/roe"]);
});

test("only the renamed host's own old slugs are kept", async () => {
  const { key: others } = await app.host("mary");
  const types = (await app.request("GET", "/v1/event-types", { key: others })).json["event_types"] as Json[];
  await app.request("PATCH", `/v1/event-types/${types[0]!["id"]}`, { key: others, body: { slug: "talk" } });
  expect((await leadsTo("GET", "/v1/slots/jane/30min?date=2026-03-03"))[0]).toBe(200);
  expectProblem(await app.request("GET", "/v1/slots/jane/talk?date=2026-03-03"), 404, "not_found");
});
