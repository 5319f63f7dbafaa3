import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { secretBox } from "../../src/security/secret-box.ts";
import { type HookedApp, startHookedApp } from "../support/hooked-app.ts";
import { expectProblem } from "../support/http.ts";
import { answering, hanging, type Receiver, startReceiver } from "../support/receiver.ts";
import { type Json, MONDAY } from "../support/start-app.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let app: HookedApp;
let receiver: Receiver;

beforeEach(async () => {
  app = await startHookedApp();
  receiver = await startReceiver();
});
afterEach(async () => {
  await app.close();
  await receiver.close();
});

const only = async (webhook: Json) => (await app.deliveries(webhook))[0]!;
const outbox = (method: string, path: string) =>
  app.request(method, `/v1/outbox/${path}`, { key: app.key, ...(method === "POST" && { body: {} }) });
const bookAt = (hour: number) => app.book({ start_time: `2026-03-02T${hour}:00:00Z` });

describe("a successful delivery", () => {
  test("is sent once, and its attempt is listed", async () => {
    receiver.behave(answering(202, "accepted"));
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    const worker = app.aWorker();
    await app.pass(worker);
    await app.pass(worker, MONDAY + HOUR);
    expect(receiver.received).toHaveLength(1);
    expect(await only(webhook)).toMatchObject({
      status: "sent",
      attempts: 1,
      last_error: null,
      sent_at: "2026-03-02T10:00:00Z",
      next_attempt_at: null,
      tries: [{ at: "2026-03-02T10:00:00Z", status: 202, error: null, answer: "accepted" }],
    });
  });

  test("is counted in the metrics", async () => {
    await app.aWebhook(receiver.url);
    await app.book();
    receiver.behave(answering(500));
    const worker = app.aWorker();
    await app.pass(worker);
    receiver.behave();
    await app.pass(worker, MONDAY + MINUTE);
    const { text } = await app.request("GET", "/metrics");
    expect(text).toContain('schedkit_webhook_deliveries_total{outcome="delivered"} 1');
    expect(text).toContain('schedkit_webhook_deliveries_total{outcome="retried"} 1');
    expect(text).toContain('schedkit_outbox_deliveries{status="waiting"} 0');
    expect(text).toContain('schedkit_outbox_mails{status="waiting"} 2');
  });
});

describe("a failing delivery", () => {
  test("is retried after 10, 60 and 300 s, then hourly for a day", async () => {
    receiver.behave(answering(500, "broken"));
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    const worker = app.aWorker();
    await app.pass(worker);
    const tried = [0];
    for (;;) {
      const { status, next_attempt_at } = await only(webhook);
      if (status !== "waiting") break;
      const next = Date.parse(next_attempt_at);
      await app.pass(worker, next - 1);
      expect(receiver.received).toHaveLength(tried.length);
      await app.pass(worker, next);
      tried.push(next - MONDAY);
      expect(receiver.received).toHaveLength(tried.length);
    }
    const first = [0, 10, 70, 370].map((seconds) => seconds * SECOND);
    const hourly = Array.from({ length: 23 }, (_, n) => 370 * SECOND + (n + 1) * HOUR);
    expect(tried).toEqual([...first, ...hourly, 24 * HOUR]);
    const { status, attempts, last_error, tries } = await only(webhook);
    expect({ status, attempts, last_error }).toEqual({
      status: "failed",
      attempts: 28,
      last_error: "It responded with 500",
    });
    expect(tries.map(({ at }: Json) => Date.parse(at) - MONDAY)).toEqual(tried);
    expect(tries[27]).toMatchObject({ status: 500, error: "It responded with 500", answer: "broken" });
    const sent = new Set(receiver.received.map(({ body, headers }) => `${headers["webhook-id"]} ${body}`));
    expect(sent.size).toBe(1);
  });

  test("reports a status, a redirect, silence, or a closed port", async () => {
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    const worker = app.aWorker();
    const manners = [answering(404), answering(302, "", { location: "http://127.0.0.1:1/" }), hanging];
    for (const [n, manner] of manners.entries()) {
      receiver.behave(manner);
      await app.pass(worker, MONDAY + n * HOUR);
    }
    await receiver.close();
    await app.pass(worker, MONDAY + 4 * HOUR);
    expect((await only(webhook))["tries"].map(({ status, error }: Json) => [status, error])).toEqual([
      [404, "It responded with 404"],
      [302, "It responded with 302; redirects are not followed"],
      [null, "No response within 0.3 s"],
      [null, "The connection was refused"],
    ]);
  });

  test("can be retried by its host after it failed", async () => {
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    const { id } = await only(webhook);
    expectProblem(await outbox("POST", `${id}/retry`), 409, "not_failed");
    receiver.behave(answering(500));
    const worker = app.aWorker();
    for (let hour = 0; hour <= 25; hour++) await app.pass(worker, MONDAY + hour * HOUR);
    expect(await only(webhook)).toMatchObject({ status: "failed" });
    const before = receiver.received.length;
    receiver.behave();
    expect((await outbox("POST", `${id}/retry`)).json).toMatchObject({ status: "waiting", attempts: 0 });
    await app.pass(worker);
    expect(receiver.received).toHaveLength(before + 1);
    expect((await only(webhook))["tries"]).toHaveLength(before + 1);
    expect((await app.request("GET", "/v1/audit", { key: app.key })).json["audit"][0]).toMatchObject({
      action: "delivery.retried",
      subject: { type: "delivery", id },
    });
  });

  test("goes to the new URL with the new secret after a change", async () => {
    const webhook = await app.aWebhook("http://127.0.0.1:1/");
    await app.book();
    const worker = app.aWorker();
    await app.pass(worker);
    const change = { url: receiver.url, rotate_secret: true };
    const { json } = await app.request("PATCH", `/v1/webhooks/${webhook["id"]}`, {
      key: app.key,
      body: change,
    });
    await app.pass(worker, MONDAY + MINUTE);
    const [{ headers, body }] = receiver.received as [Receiver["received"][0]];
    const mac = new Bun.CryptoHasher("sha256", json["secret"]).update(body).digest("hex");
    expect(headers["x-schedkit-signature"]).toBe(mac);
    expect(await only(webhook)).toMatchObject({ status: "sent", recipient: receiver.url });
  });

  test("waits if its secret was encrypted by another server", async () => {
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    await app.pass(app.aWorker({ box: secretBox(Buffer.alloc(32, 8)) }));
    expect(receiver.received).toHaveLength(0);
    expect((await only(webhook))["last_error"]).toContain("rotate_secret");
    await app.pass(app.aWorker(), MONDAY + MINUTE);
    expect(receiver.received).toHaveLength(1);
  });
});

describe("an ended webhook", () => {
  test("that responded with 410 is switched off, which its host can undo", async () => {
    receiver.behave(answering(410));
    const webhook = await app.aWebhook(receiver.url);
    await bookAt(14);
    await app.pass(app.aWorker());
    expect(await only(webhook)).toMatchObject({
      status: "failed",
      last_error: expect.stringContaining("410 Gone"),
    });
    const path = `/v1/webhooks/${webhook["id"]}`;
    expect((await app.request("GET", path, { key: app.key })).json).toMatchObject({ active: false });
    expect((await app.request("GET", "/v1/audit", { key: app.key })).json["audit"][0]).toMatchObject({
      actor: { type: "system" },
      action: "webhook.updated",
      changes: ["active"],
    });
    const { id } = await only(webhook);
    expectProblem(await outbox("POST", `${id}/retry`), 409, "webhook_off");
    await app.request("PATCH", path, { key: app.key, body: { active: true } });
    expect((await outbox("POST", `${id}/retry`)).status).toBe(200);
  });

  test("that was switched off gets none of the waiting deliveries", async () => {
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    await app.request("PATCH", `/v1/webhooks/${webhook["id"]}`, { key: app.key, body: { active: false } });
    await app.pass(app.aWorker());
    expect(receiver.received).toHaveLength(0);
    expect(await only(webhook)).toMatchObject({
      status: "failed",
      last_error: "The webhook was switched off",
    });
  });

  test("that was deleted gets nothing, and the outbox still lists it", async () => {
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    const { id } = await only(webhook);
    await app.request("DELETE", `/v1/webhooks/${webhook["id"]}`, { key: app.key });
    await app.pass(app.aWorker());
    expect(receiver.received).toHaveLength(0);
    expect((await outbox("GET", String(id))).json).toMatchObject({
      status: "expired",
      last_error: "The webhook was deleted",
    });
    expectProblem(await outbox("POST", `${id}/retry`), 409, "not_failed");
  });

  test("that ends during a delivery gets no second attempt", async () => {
    let answer: (() => void) | undefined;
    receiver.behave((response) => (answer = () => void response.writeHead(500).end()));
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    const { id } = await only(webhook);
    const worker = app.aWorker({ post: app.deps.webhooks.post });
    await receiver.count(1);
    await app.request("DELETE", `/v1/webhooks/${webhook["id"]}`, { key: app.key });
    answer!();
    await worker.idle();
    await app.pass(worker, MONDAY + HOUR);
    expect(receiver.received).toHaveLength(1);
    expect((await outbox("GET", String(id))).json).toMatchObject({ status: "expired", tries: [] });
  });
});

describe("many deliveries", () => {
  test("to a hanging receiver delay no bookings or other receivers", async () => {
    const silent = await startReceiver(hanging);
    for (let n = 0; n < 19; n++) await app.aWebhook(silent.url);
    const webhook = await app.aWebhook(receiver.url);
    const worker = app.aWorker({ post: app.deps.webhooks.post });
    await worker.idle();
    for (const hour of [14, 15, 16]) expect((await bookAt(hour)).status).toBe(201);
    worker.wake();
    await receiver.count(3);
    expect((await bookAt(17)).status).toBe(201);
    worker.wake();
    await receiver.count(4);
    expect(receiver.received).toHaveLength(4);
    await silent.close();
    await worker.idle();
    expect((await app.deliveries(webhook)).map(({ status }) => status)).toEqual(Array(4).fill("sent"));
  });

  test("to one webhook are limited to four, one if it fails", async () => {
    const open: (() => void)[] = [];
    receiver.behave((response) => void open.push(() => response.writeHead(500).end()));
    await app.aWebhook(receiver.url);
    for (let n = 0; n < 6; n++) expect((await bookAt(14 + n)).status).toBe(201);
    let begun = 0;
    const worker = app.aWorker({
      post(...sent) {
        begun += 1;
        return app.deps.webhooks.post(...sent);
      },
    });
    await receiver.count(4);
    expect(begun).toBe(4);
    const { deliveries } = app.deps.metrics;
    for (const [answered, next] of [
      [4, 5],
      [5, 6],
    ] as const) {
      open.splice(0).forEach((answer) => answer());
      await receiver.count(next);
      while (deliveries.retried < answered) await Bun.sleep(1);
      expect(begun).toBe(next);
    }
    open.splice(0).forEach((answer) => answer());
    await worker.idle();
  });

  test("are sent once by two processes on one file", async () => {
    const other = openDatabase(app.path);
    await app.aWebhook(receiver.url, {});
    for (const hour of [14, 15, 16, 17, 18, 19]) await bookAt(hour);
    const workers = [app.aWorker(), app.aWorker({ database: other })];
    await Promise.all(workers.map((worker) => worker.idle()));
    for (const worker of workers) await app.pass(worker);
    expect(receiver.received).toHaveLength(6);
    await Promise.all(workers.map((worker) => worker.stop()));
    other.close();
  });
});

test("deliveries are aborted by a stop and retried later", async () => {
  receiver.behave(hanging);
  const webhook = await app.aWebhook(receiver.url);
  await app.book();
  const worker = app.aWorker({ post: app.deps.webhooks.post, stopMs: 10 });
  await receiver.count(1);
  await worker.stop();
  expect(await only(webhook)).toMatchObject({
    status: "waiting",
    last_error: "This server was stopped",
  });
});

test("deliveries are logged without URL, body or secret", async () => {
  receiver.behave(answering(500, "Jason Johnson"));
  const { secret } = await app.aWebhook(`${receiver.url}?token=hush`);
  await app.book();
  const worker = app.aWorker();
  await app.pass(worker);
  receiver.behave();
  await app.pass(worker, MONDAY + MINUTE);
  const lines = JSON.stringify(app.logged);
  expect(lines).toContain("webhook delivered");
  expect(lines).toContain("It responded with 500");
  for (const word of ["hush", "Jason", "jason@", secret]) expect(lines).not.toContain(word);
});
