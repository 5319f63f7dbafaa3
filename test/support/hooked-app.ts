import type { Worker } from "../../src/jobs/lease-worker.ts";
import { webhookPoster } from "../../src/webhooks/post.ts";
import { startWebhookWorker, type WebhookWorkerParts } from "../../src/webhooks/worker.ts";
import { type Json, startApp, type TestApp } from "./start-app.ts";

/** An app whose host Jane has webhooks, with a worker that does not poll. */
export type HookedApp = Omit<TestApp, "close"> & {
  readonly key: string;
  aWebhook(url: string, over?: Json): Promise<Json>;
  aWorker(parts?: Partial<WebhookWorkerParts>): Worker;
  /** Sends what is due at the app's time, and waits until the outcome is stored. */
  pass(worker: Worker, atMs?: number): Promise<void>;
  deliveries(webhook: Json): Promise<Json[]>;
  close(): Promise<void>;
};

export async function startHookedApp(): Promise<HookedApp> {
  const app = await startApp();
  const { key } = await app.host();
  const workers: Worker[] = [];
  return {
    ...app,
    key,
    async aWebhook(url, over = {}) {
      const { status, json } = await app.request("POST", "/v1/webhooks", { key, body: { url, ...over } });
      if (status !== 201) throw new Error(JSON.stringify(json));
      return json;
    },
    aWorker(parts) {
      const worker = startWebhookWorker({
        database: app.database,
        post: webhookPoster({ allowPrivate: true, timeoutMs: 300 }),
        box: app.deps.webhooks.box,
        now: app.deps.now,
        deliveries: app.deps.metrics.deliveries,
        log: app.deps.log,
        pollMs: 3_600_000,
        ...parts,
      });
      workers.push(worker);
      return worker;
    },
    async pass(worker, atMs = app.clock.now) {
      app.clock.now = atMs;
      worker.wake();
      await worker.idle();
    },
    async deliveries({ id }) {
      const { json } = await app.request("GET", `/v1/webhooks/${id}/deliveries`, { key });
      return json["deliveries"];
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      app.close();
    },
  };
}
