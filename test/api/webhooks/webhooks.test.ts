import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { webhookEvents } from "../../../src/domain/webhook.ts";
import { everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import { type Receiver, answering, startReceiver } from "../../support/receiver.ts";
import { type Json, MONDAY, startApp, type TestApp } from "../../support/start-app.ts";
import { Webhook } from "standardwebhooks";

const HOUR_MS = 3_600_000;

let app: TestApp;
let key: string;
let receiver: Receiver;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  receiver = await startReceiver();
});
afterEach(async () => {
  app.close();
  await receiver.close();
});

const ask = (method: string, path = "", body?: unknown) =>
  app.request(method, `/v1/webhooks${path}`, { key, body });
const add = async (over: Json = {}) => (await ask("POST", "", { url: receiver.url, ...over })).json;

test("a webhook receives every event by default", async () => {
  const { secret, ...webhook } = await add();
  expect(webhook).toEqual({
    id: 1,
    url: receiver.url,
    description: null,
    events: [...webhookEvents],
    active: true,
    created_at: "2026-03-02T10:00:00Z",
    updated_at: "2026-03-02T10:00:00Z",
  });
  expect(await add({ events: "all" })).toMatchObject({ events: [...webhookEvents] });
  const some = await add({ events: ["booking.cancelled"], description: " Tells the CRM ", active: false });
  expect(some).toMatchObject({ events: ["booking.cancelled"], description: "Tells the CRM", active: false });
});

test("its secret is shown once in the Standard Webhooks format", async () => {
  const { secret } = await add();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect((await add()).secret).not.toBe(secret);
  for (const path of ["", "/1"]) expect((await ask("GET", path)).text).not.toContain("whsec_");
  expect((await ask("PATCH", "/1", { description: "Another" })).json).not.toHaveProperty("secret");
});

test("the database does not reveal its secret", async () => {
  const { secret } = await add();
  const { webhooks } = await everyRow(app);
  const bytes = Buffer.from(secret.slice(6), "base64");
  const kept = JSON.stringify(webhooks);
  for (const part of [secret, secret.slice(6), bytes.toString("hex"), bytes.toString("base64url")])
    expect(kept).not.toContain(part);
  expect(app.deps.webhooks.box.open(webhooks[0].secret, "webhook of host 1")).toBe(secret);
  expect(app.deps.webhooks.box.open(webhooks[0].secret, "webhook of host 2")).toBeUndefined();
});

test("a PATCH changes only the given fields", async () => {
  await add({ description: "Tells the CRM", events: ["booking.cancelled"] });
  app.clock.now = MONDAY + 60_000;
  const changed = await ask("PATCH", "/1", { active: false });
  expect(changed.json).toMatchObject({
    description: "Tells the CRM",
    events: ["booking.cancelled"],
    active: false,
    updated_at: "2026-03-02T10:01:00Z",
  });
  expect((await ask("GET", "/1")).json).toEqual(changed.json);
  expect((await ask("PATCH", "/1", { events: "all", description: null })).json).toMatchObject({
    description: null,
    events: [...webhookEvents],
  });
});

test("a deleted webhook is gone with its secret", async () => {
  await add();
  expect((await ask("DELETE", "/1")).status).toBe(204);
  for (const [method, path, body] of [
    ["GET", "/1"],
    ["PATCH", "/1", {}],
    ["DELETE", "/1"],
    ["POST", "/1/test"],
    ["GET", "/1/deliveries"],
  ] as const)
    expectProblem(await ask(method, path, body), 404, "not_found");
  expect((await ask("GET")).json).toEqual({ webhooks: [], total: 0, page: 1, limit: 50 });
  expect((await everyRow(app))["webhooks"]).toMatchObject([{ secret: "" }]);
});

test("a host has at most 20, without deleted ones", async () => {
  for (let n = 1; n <= 20; n++) expect((await add()).id).toBe(n);
  expectProblem(await ask("POST", "", { url: receiver.url }), 409, "too_many_webhooks");
  await ask("DELETE", "/7");
  expect((await ask("POST", "", { url: receiver.url })).status).toBe(201);
});

test("changes of webhooks are audited without URLs", async () => {
  await add();
  await ask("PATCH", "/1", { url: "https://elsewhere.example", active: true });
  await ask("PATCH", "/1", { rotate_secret: true });
  await ask("DELETE", "/1");
  const { json, text } = await app.request("GET", "/v1/audit", { key });
  const said = json["audit"].map(({ action, changes }: Json) => [action, changes]);
  expect(said.slice(0, 4)).toEqual([
    ["webhook.deleted", []],
    ["webhook.updated", ["secret"]],
    ["webhook.updated", ["url"]],
    ["webhook.created", []],
  ]);
  expect(text).not.toMatch(/elsewhere|whsec/);
});

describe("a webhook is rejected", () => {
  test.each([
    ["ftp://example.com/"],
    ["example.com/hook"],
    ["https://"],
    ["https://user:password@example.com/"],
    ["https://user@example.com/"],
    ["https://exa mple.com/"],
    ["javascript:alert(1)"],
    [`https://example.com/${"x".repeat(2_048)}`],
    [7],
  ])("with the URL %s", async (url) => {
    expectInvalid(await ask("POST", "", { url }), "/url");
  });

  test.each([[[]], [["booking.moved"]], ["everything"], [["booking.created", "booking.created"]], [null]])(
    "with the events %j",
    async (events) => {
      const refused = await ask("POST", "", { url: receiver.url, events });
      expectInvalid(refused, "/events");
      expect(refused.json["error"]).toContain('"all"');
    },
  );

  test("without a URL or with unknown fields", async () => {
    expectInvalid(await ask("POST", "", {}), "/url");
    expectInvalid(await ask("POST", "", { url: receiver.url, secret: "mine" }), "/secret");
  });
});

test("a webhook with a private address is rejected, unless allowed", async () => {
  app.close();
  app = await startApp({ allowPrivate: false });
  ({ key } = await app.host());
  for (const url of [receiver.url, "http://localhost/", "http://2130706433/", "http://[::ffff:10.0.0.1]/"]) {
    const refused = await ask("POST", "", { url });
    expectInvalid(refused, "/url");
    expect(refused.json["error"]).toContain("WEBHOOK_ALLOW_PRIVATE=true");
  }
  expect((await ask("POST", "", { url: "https://hooks.example" })).status).toBe(201);
  expectInvalid(await ask("PATCH", "/1", { url: "http://127.0.0.1/" }), "/url");
  expect((await ask("POST", "/1/test")).json).toMatchObject({
    status: null,
    error: expect.stringContaining("hooks.example (127.0.0.1) is not a public address"),
  });
});

describe("a test", () => {
  test("is signed like a delivery and returns the response", async () => {
    const { secret } = await add({ active: false });
    receiver.behave(answering(200, "I heard you"));
    const tested = await ask("POST", "/1/test");
    expect(tested.json).toEqual({
      at: "2026-03-02T10:00:00Z",
      took_ms: expect.any(Number),
      status: 200,
      error: null,
      answer: "I heard you",
    });
    const [{ headers, body }] = receiver.received as [Receiver["received"][0]];
    expect(JSON.parse(body)).toEqual({
      event: "webhook.test",
      timestamp: "2026-03-02T10:00:00Z",
      payload: { webhook_id: 1 },
    });
    expect(headers["x-schedkit-signature"]).toBe(
      new Bun.CryptoHasher("sha256", secret).update(body).digest("hex"),
    );
  });

  test("reports a failing receiver and changes nothing", async () => {
    await add();
    const before = await everyRow(app);
    receiver.behave(answering(410, "gone"));
    expect((await ask("POST", "/1/test", {})).json).toMatchObject({ status: 410, answer: "gone" });
    await receiver.close();
    expect((await ask("POST", "/1/test", {})).json).toMatchObject({
      status: null,
      error: "The connection was refused",
      answer: null,
    });
    expect(await everyRow(app)).toEqual(before);
  });

  test.each([
    ["within a day of", 23 * HOUR_MS, true],
    ["a day after", 24 * HOUR_MS, false],
  ])("is signed with the old secret too %s a rotation", async (_when, passed, isSigned) => {
    const first = await add();
    app.clock.now = Date.now() - passed;
    const { secret } = (await ask("PATCH", "/1", { rotate_secret: true })).json;
    app.clock.now += passed;
    await ask("POST", "/1/test");
    const [{ headers, body }] = receiver.received as [Receiver["received"][0]];
    const isVerified = (by: string) => {
      try {
        return Boolean(new Webhook(by).verify(body, headers as Record<string, string>));
      } catch {
        return false;
      }
    };
    const mac = (by: string) => new Bun.CryptoHasher("sha256", by).update(body).digest("hex");
    expect([isVerified(secret), isVerified(first.secret)]).toEqual([true, isSigned]);
    expect(headers["x-schedkit-signature"]).toBe(mac(secret));
    expect(headers["x-schedkit-previous-signature"]).toBe(isSigned ? mac(first.secret) : undefined);
  });

  test("is verified by the Standard Webhooks library, after a rotation too", async () => {
    app.clock.now = Date.now();
    const first = await add();
    const { secret } = (await ask("PATCH", "/1", { rotate_secret: true })).json;
    expect(secret).not.toBe(first.secret);
    await ask("POST", "/1/test");
    const [{ headers, body }] = receiver.received as [Receiver["received"][0]];
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      event: "webhook.test",
    });
    expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });
});
