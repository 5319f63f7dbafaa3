import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { schemaVersion } from "../../src/db/sqlite/migrator.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { startApp } from "../support/start-app.ts";
import { temporaryFolder } from "../support/start-server.ts";

/** Debian's command-line tool, an older SQLite than the one inside. */
const sqlite3 = Bun.which("sqlite3");

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder.path, "schedkit.db");
  const app = await startApp({ path });
  const { key } = await app.host();
  for (const more of [{}, { events: ["booking.confirmed"] }]) {
    const body = { url: "https://crm.example.com/hook", ...more };
    expect((await app.request("POST", "/v1/webhooks", { key, body })).status).toBe(201);
  }
  await app.book();
  app.close();
});
afterEach(() => folder.remove());

test.skipIf(sqlite3 === null)("SQLite's own tool finds nothing wrong", () => {
  expect(inTool(path, "pragma integrity_check; pragma foreign_key_check;")).toBe("ok\n");
});

test.skipIf(sqlite3 === null)("a restored dump is recognized and used", async () => {
  const restored = join(folder.path, "restored.db");
  inTool(restored, inTool(path, ".dump"));
  const app = await startApp({ path: restored });
  expect((await app.request("GET", "/v1/u/jane")).status).toBe(200);
  app.close();
  const raw = new BunDatabase(restored);
  expect(raw.query("pragma user_version").get()).toEqual({ user_version: schemaVersion });
  raw.close();
});

test("a file with something else in it is refused", () => {
  const raw = new BunDatabase(path);
  raw.run("create table notes (text)");
  raw.run("pragma application_id = 0");
  raw.run("pragma user_version = 0");
  raw.close();
  expect(() => openDatabase(path)).toThrow("it is not a schedkit database");
});

test("no nullable JSON is NULL, which older versions of SQLite call invalid", () => {
  const raw = new BunDatabase(path);
  expect(raw.query("select count(*) as n from webhooks where events is null").get()).toEqual({ n: 0 });
  raw.close();
});

function inTool(file: string, input: string): string {
  const { stdout, stderr, exitCode } = Bun.spawnSync([sqlite3!, file], { stdin: Buffer.from(input) });
  expect([exitCode, stderr.toString()]).toEqual([0, ""]);
  return stdout.toString();
}
