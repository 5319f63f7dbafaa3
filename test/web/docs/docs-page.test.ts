import { afterEach, beforeEach, expect, test } from "bun:test";
import { createApp } from "../../../src/server/app.ts";
import { readDescription } from "../../support/description.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

test("the page only loads from and connects to this server", async () => {
  for (const address of ["/swagger", "/swagger/"]) {
    const { status, headers, text } = await app.request("GET", address);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = headers.get("content-security-policy")!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy + text).not.toMatch(/https?:|unsafe|\/\/[a-z]/);
    expect(text).not.toMatch(/<script>|<style|\son\w+=/);
    const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, found]) => found!);
    expect(addresses.length).toBeGreaterThan(4);
    for (const one of addresses) expect((await app.request("GET", one)).status).toBe(200);
  }
});

test("assets are compressed and cached under content-dependent URLs", async () => {
  const { text } = await app.request("GET", "/swagger");
  const [address] = /\/swagger\/swagger-ui-bundle\.js\?v=\w+/.exec(text)!;
  const plain = await app.request("GET", address);
  expect(plain.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(plain.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await app.request("GET", "/swagger/swagger-ui-bundle.js")).headers.get("cache-control")).toBe(
    "no-cache",
  );

  const headers = { "accept-encoding": "gzip, br" };
  const zipped = await app.app.handle(new Request(`http://localhost${address}`, { headers }));
  expect(zipped.headers.get("content-encoding")).toBe("gzip");
  expect(zipped.headers.get("vary")).toBe("accept-encoding");
  const bytes = await zipped.bytes();
  expect(bytes.length).toBeLessThan(600_000);
  expect(Buffer.from(Bun.gunzipSync(bytes)).toString()).toBe(plain.text);
});

test("there are no other assets", async () => {
  for (const name of ["nothing.js", "..%2f..%2fpackage.json", "constructor", "page.ts"]) {
    expect((await app.request("GET", `/swagger/${name}`)).status).toBe(404);
  }
});

test("the page and its servers respect the proxy's path", async () => {
  const deps = { ...app.deps, publicUrl: "https://example.com/calendar" };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const there = createApp(deps, log, {
    actionLinks: "direct",
    frameAncestors: "*",
    rateLimit: false,
    trustProxy: true,
    metricsAddress: undefined,
  });
  const page = await (await there.handle(new Request("http://localhost/swagger"))).text();
  expect(
    [...page.matchAll(/="(\/[^"]*)"/g)].every(([, address]) => address!.startsWith("/calendar/swagger/")),
  ).toBe(true);
  const document = (await (await there.handle(new Request("http://localhost/swagger/json"))).json()) as Json;
  expect(document["servers"]).toEqual([
    { url: "https://example.com/calendar", description: expect.any(String) },
  ]);
});

test("the example books a free slot, and then shows the next one", async () => {
  await app.host();
  const shown = await tried();
  expect(shown).toMatchObject({
    target: "/v1/book/jane/30min",
    body: { start_time: "2026-03-02T14:00:00Z" },
  });
  expect((await app.request("POST", shown.target, { body: shown.body })).status).toBe(201);
  const next = await tried();
  expect(next.body["start_time"]).toBe("2026-03-02T14:30:00Z");
  expect((await app.request("POST", next.target, { body: next.body })).status).toBe(201);
});

test("the example day for slots has slots", async () => {
  await app.host();
  const { find } = await readDescription(app);
  const date = find("listSlots").operation["parameters"].find(({ name }: Json) => name === "date").example;
  const { json } = await app.request("GET", `/v1/slots/jane/30min?date=${date}`);
  expect(json["slots"].length).toBeGreaterThan(0);
});

test("the docs contain no real host", async () => {
  await app.host("zebedee");
  const { key } = await app.host();
  const renamed = { email: "jane@company.test", name: "Jane Quillfeather" };
  await app.request("PATCH", "/v1/me", { key, body: renamed });
  const { text } = await app.request("GET", "/swagger/json");
  expect(["zebedee", "Quillfeather", "company.test"].filter((word) => text.includes(word))).toEqual([]);
  expect((await tried()).body["start_time"]).toBe("2026-03-04T14:00:00Z");
});

test("without free slots the example is a future working day", async () => {
  expect(await tried()).toMatchObject({
    target: "/v1/book/jane/30min",
    body: { start_time: "2026-03-04T14:00:00Z" },
  });
  app.clock.now = Date.parse("2026-03-06T23:00:00Z");
  await app.host();
  await app.database.write((trx) => trx.updateTable("schedules").set({ weekly: "[]" }).execute());
  expect((await tried()).body["start_time"]).toBe("2026-03-09T14:00:00Z");
});

/** The request that the page sends to book when nothing is changed. */
async function tried(): Promise<{ target: string; body: Json }> {
  const { find } = await readDescription(app);
  const { path, operation } = find("createBooking");
  const examples = new Map(operation["parameters"].map(({ name, example }: Json) => [name, example]));
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(examples.get(name)));
  return { target, body: operation["requestBody"].content["application/json"].example };
}
