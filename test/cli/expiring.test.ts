import { afterEach, beforeEach, expect, test } from "bun:test";
import { SQLiteError } from "bun:sqlite";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { startExpiring } from "../../src/server/expiring.ts";
import type { Deps } from "../../src/usecases/deps.ts";
import { aPendingBooking, everyRow } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";
import { startServer, temporaryFolder } from "../support/start-server.ts";

let app: TestApp;
let key: string;
let booking: Json;
/** Resolves with the next log line that has this message. */
let logged: (message: string) => Promise<void>;
let deps: Deps;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  booking = await aPendingBooking(app, key);
  const waiting = new Map<string, () => void>();
  logged = (message) => new Promise((resolve) => waiting.set(message, resolve));
  const tell = (message: string) => waiting.get(message)?.();
  deps = { ...app.deps, log: { debug: tell, info: tell, warn: tell, error: tell } };
});
afterEach(() => app.close());

const status = async () =>
  (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json["status"];

test("a server declines overdue requests when it starts", async () => {
  app.clock.now = Date.parse(booking["start_time"]);
  const declined = logged("booking declined");
  const expiring = startExpiring(deps, deps.log, 3_600_000);
  await declined;
  expect(await status()).toBe("declined");
  await expiring.stop();
});

test("declining overdue requests does not delay the server's start", async () => {
  const folder = temporaryFolder();
  const left = await startApp({ path: join(folder.path, "schedkit.db") });
  const host = await left.host();
  const { id } = await aPendingBooking(left, host.key);
  left.close();
  const server = await startServer({ dataDir: folder.path });
  while (!server.log.some((line) => line.includes("booking declined"))) await setImmediate();
  const headers = { "x-api-key": host.key };
  const answer = await fetch(`${server.address}/v1/bookings/${id}`, { headers });
  expect(await answer.json()).toMatchObject({ status: "declined" });
  expect(await server.stop()).toBe(0);
  folder.remove();
});

test("a server declines requests within one poll of their deadline", async () => {
  const expiring = startExpiring(deps, deps.log, 1);
  const declined = logged("booking declined");
  app.clock.now = Date.parse(booking["start_time"]);
  await declined;
  expect(await status()).toBe("declined");
  await expiring.stop();
});

test("an unwritable database is logged and retried", async () => {
  app.clock.now = Date.parse(booking["start_time"]);
  let isFull = true;
  const write: Deps["database"]["write"] = (work) =>
    isFull ? Promise.reject(FULL) : app.database.write(work);
  const failed = logged("overdue requests could not be declined; retrying");
  const declined = logged("booking declined");
  const { read } = app.database;
  const failing = { ...deps, database: { ...app.database, read, write } };
  const expiring = startExpiring(failing, deps.log, 1);
  await failed;
  expect(await status()).toBe("pending");
  isFull = false;
  await declined;
  expect(await status()).toBe("declined");
  await expiring.stop();
});

test("no request is declined after a stop", async () => {
  const expiring = startExpiring(deps, deps.log, 1);
  await expiring.stop();
  app.clock.now = Date.parse(booking["start_time"]);
  const before = await everyRow(app);
  await startExpiring(deps, deps.log, 1).stop();
  expect(await everyRow(app)).toEqual(before);
});

/** An SQLITE_FULL error like the engine's. */
const FULL = Object.assign(Object.create(SQLiteError.prototype), { name: "SQLiteError", errno: 13 });
