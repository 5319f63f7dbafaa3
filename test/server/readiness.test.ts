import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import { holdWriteLock } from "../support/lock-holder.ts";
import { startApp, type TestApp } from "../support/start-app.ts";
import { commitsInLog } from "../support/wal.ts";

let app: TestApp;

beforeEach(async () => {
  app = await startApp({ busyPatienceMs: 50 });
});
afterEach(() => app.close());

const ready = async () => (await app.request("GET", "/readyz")).status;

test("a flood of probes writes once", async () => {
  const before = commitsInLog(app.path);
  for (let probe = 0; probe < 50; probe += 1) expect(await ready()).toBe(200);
  expect(commitsInLog(app.path) - before).toBe(1);
});

test("probes write again after a second, or after a failure", async () => {
  expect(await ready()).toBe(200);
  const lock = await holdWriteLock(app.path);
  const started = performance.now();
  const clock = spyOn(performance, "now").mockImplementation(() => started + 1_001 + Bun.nanoseconds() / 1e6);
  expect(await ready()).toBe(503);
  await lock.release();
  expect(await ready()).toBe(200);
  clock.mockRestore();
});
