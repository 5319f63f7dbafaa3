import { Database as BunDatabase } from "bun:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { schemaVersion } from "../../src/db/sqlite/migrator.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { releasedVersions, unpackReleased } from "../db/released/read.ts";
import { holdWriteLock } from "../support/lock-holder.ts";
import { runCommand } from "../support/run-command.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane, bookJane, firstSlot } from "../support/visitor.ts";

/** These tests start processes, which can be slow on a busy machine. */

const SPYING = "after insert on bookings begin update hosts set email = 'spy@example.com'; end";

/** A folder written by a server, with Jane and one booking, and a backup of it. */
const world = temporaryFolder();
const from = join(world.path, "data");
const copy = join(world.path, "copy.db");
let cancelToken: string;

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let servers: Server[];

beforeAll(async () => {
  const server = await startServer({ dataDir: from });
  await addJane({ dataDir: from });
  const booked = await bookJane(server.address, await firstSlot(server.address));
  cancelToken = ((await booked.json()) as { cancel_token: string }).cancel_token;
  await runSchedkit(["backup", copy], { dataDir: from });
  await server.stop();
});
afterAll(() => world.remove());

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
  servers = [];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  folder.remove();
});

const restore = (file: string, stdin?: Uint8Array) =>
  runCommand(["restore", file], { dataDir, ...(stdin && { stdin }) });

async function serve(): Promise<Server> {
  const server = await startServer({ dataDir });
  servers.push(server);
  return server;
}

function bookingsIn(path: string): number {
  const raw = new BunDatabase(path);
  const { n } = raw.query<{ n: number }, []>("select count(*) as n from bookings").get()!;
  raw.close();
  return n;
}

/** The contents of the folder, except the empty lock file. */
function files(): Record<string, string> {
  const names = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name !== "schedkit.lock") : [];
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(dataDir, name)).toString("base64")]),
  );
}

function anEmptyDatabase(): void {
  mkdirSync(dataDir);
  openDatabase(join(dataDir, "schedkit.db")).close();
}

test("a backup and the secret restore bookings and links elsewhere", async () => {
  mkdirSync(dataDir);
  copyFileSync(join(from, "schedkit.secret"), join(dataDir, "schedkit.secret"));
  const { out, err, code } = await restore(copy);
  expect([code, err, out.toString()]).toEqual([0, "", `Restored the database in ${dataDir}: 1 bookings.\n`]);
  for (const name of readdirSync(dataDir).filter((one) => one !== "schedkit.secret"))
    expect([name, statSync(join(dataDir, name)).mode & 0o777]).toEqual([name, 0o600]);
  const server = await serve();
  const link = `${server.address}/v1/cancel/${cancelToken}/confirm`;
  const cancelled = await fetch(link, { method: "POST", headers: { accept: "application/json" } });
  expect([cancelled.status, await cancelled.json()]).toEqual([200, { id: 1, status: "cancelled" }]);
});

test("restore is refused while a server runs, but not after a crash", async () => {
  anEmptyDatabase();
  const server = await serve();
  const refused = await restore(copy);
  expect(refused.code).toBe(1);
  expect(refused.err).toBe(
    `schedkit: ${dataDir} is in use: a server or another command is using its database; stop it first\n`,
  );
  expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
  await server.kill();
  expect((await restore(copy)).code).toBe(0);
  expect(bookingsIn(join(dataDir, "schedkit.db"))).toBe(1);
});

test("restore is refused while any other program uses the database", async () => {
  anEmptyDatabase();
  const before = files();
  const other = await holdWriteLock(join(dataDir, "schedkit.db"));
  const { err, code } = await restore(copy);
  await other.kill();
  expect([code, err]).toEqual([
    1,
    `schedkit: ${dataDir}/schedkit.db is in use by another program; stop it first\n`,
  ]);
  expect(files()["schedkit.db"]).toEqual(before["schedkit.db"]);
});

test("a start waits for a running restore", async () => {
  anEmptyDatabase();
  const lock = new BunDatabase(join(dataDir, "schedkit.lock"), { create: true });
  lock.run("begin exclusive");
  let listens = false;
  const starting = serve().then(() => (listens = true));
  await Bun.sleep(1_500);
  expect(listens).toBe(false);
  lock.close();
  expect(await starting).toBe(true);
});

test("restore keeps the previous database with its WAL", async () => {
  anEmptyDatabase();
  const server = await serve();
  await addJane({ dataDir });
  for (let n = 0; n < 3; n += 1) await bookJane(server.address, await firstSlot(server.address));
  await server.kill();
  expect(statSync(join(dataDir, "schedkit.db-wal")).size).toBeGreaterThan(0);
  const { out, code } = await restore(copy);
  expect(code).toBe(0);
  const [kept, ...more] = readdirSync(dataDir).filter((name) => name.includes(".replaced-"));
  expect(more).toEqual([]);
  expect(out.toString()).toContain(`The previous database is kept as ${join(dataDir, kept!)}.\n`);
  expect(bookingsIn(join(dataDir, kept!))).toBe(3);
  expect(bookingsIn(join(dataDir, "schedkit.db"))).toBe(1);
});

test("restore replaces an unreadable database and keeps it with its log", async () => {
  mkdirSync(dataDir);
  const ruin = "no database any more".repeat(1_000);
  writeFileSync(join(dataDir, "schedkit.db"), ruin);
  writeFileSync(join(dataDir, "schedkit.db-wal"), "its log");
  expect((await restore(copy)).code).toBe(0);
  const kept = Object.entries(files()).filter(([name]) => name.includes(".replaced-"));
  expect(new Set(kept.map(([, content]) => atob(content)))).toEqual(new Set([ruin, "its log"]));
  expect(bookingsIn(join(dataDir, "schedkit.db"))).toBe(1);
});

test("restore reads a backup from standard input", async () => {
  const { out, code } = await restore("-", readFileSync(copy));
  expect([code, bookingsIn(join(dataDir, "schedkit.db"))]).toEqual([0, 1]);
  expect(out.toString()).toContain("does not contain a secret");
});

test("restore and the next start warn about another secret", async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "schedkit.secret"), "ab".repeat(32));
  const { out, code } = await restore(copy);
  expect(code).toBe(0);
  expect(out.toString()).toContain("schedkit.secret is not the secret of this database");
  const warnings = (server: Server) => server.log.filter((line) => line.includes("schedkit.secret is not"));
  const first = await serve();
  expect(warnings(first)).toHaveLength(1);
  await first.stop();
  expect(warnings(await serve())).toEqual([]);
});

test.each(releasedVersions.filter((version) => version < schemaVersion))(
  "a backup of schema %p restores, upgrades, and restores again",
  async (schema) => {
    const [older, newer] = [join(folder.path, "older.db"), join(folder.path, "newer.db")];
    unpackReleased(schema, older);
    const { out } = await restore(older);
    expect(out.toString()).toContain(`bookings (schema ${schema}; the next start upgrades it).\n`);
    expect(await runSchedkit(["migrate"], { dataDir })).toContain(`Upgraded from schema ${schema}`);
    await runSchedkit(["backup", newer], { dataDir });
    expect((await restore(newer)).err).toBe("");
  },
);

test("restore accepts Litestream's tables", async () => {
  const replicated = changed(
    "create table _litestream_seq (id integer primary key, seq integer); create table _litestream_lock (id integer)",
  );
  expect((await restore(replicated)).code).toBe(0);
});

test.each([
  ["is missing", () => join(folder.path, "nowhere.db"), "cannot be read"],
  ["is a folder", () => folder.path, "is not a file"],
  ["is text", () => made("a letter to my landlord"), "it is not a SQLite database"],
  ["is empty", () => made(""), "it is empty"],
  ["is truncated", () => made(readFileSync(copy).subarray(0, 20_000)), "it is damaged"],
  ["lacks a page", () => made(withoutAPage(readFileSync(copy))), "it is damaged"],
  ["has an index that lost its rows", () => made(withAnEmptyIndex(readFileSync(copy))), "it is damaged"],
  ["belongs to another program", () => changed("pragma application_id = 7"), "it is not a schedkit database"],
  ["is newer", () => changed("pragma user_version = 999"), "it was written by a newer schedkit"],
  ["has dangling references", () => changed("delete from hosts"), "it is damaged: rows are missing"],
  ["is in use", () => inUse(), "is a database in use, not a backup"],
  ["has a foreign trigger", () => changed(`create trigger spy ${SPYING}`), "did not create: trigger spy"],
  ["has a foreign view", () => changed("create view people as select * from hosts"), "create: view people"],
  ["has a foreign table", () => changed("create table loot (email)"), "create: table loot"],
  ["has a foreign index", () => changed("create index odd on hosts (name)"), "create: index odd"],
  ["lacks a trigger", () => changed("drop trigger holds_do_not_overlap"), "trigger holds_do_not_overlap"],
  [
    "has a weakened trigger",
    () => changed(`drop trigger holds_do_not_overlap; create trigger holds_do_not_overlap ${SPYING}`),
    "missing or changed: trigger holds_do_not_overlap",
  ],
  [
    "has a changed index",
    () => changed("drop index sessions_by_end; create index sessions_by_end on sessions (host_id)"),
    "missing or changed: index sessions_by_end",
  ],
])("restore refuses a file that %s", async (_what, make, sentence) => {
  const file = make();
  const content = statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : undefined;
  anEmptyDatabase();
  const before = files();
  const { out, err, code } = await restore(file);
  expect([code, out.toString()]).toEqual([1, ""]);
  expect(err).toMatch(/^schedkit: [^\n]+\n$/);
  expect(err).toContain(sentence);
  expect(files()).toEqual(before);
  if (content) expect(readFileSync(file).equals(content)).toBe(true);
});

test("a refused restore creates no folder", async () => {
  expect((await restore(made("a letter"))).code).toBe(1);
  expect(existsSync(dataDir)).toBe(false);
});

function made(content: string | Uint8Array): string {
  const path = join(folder.path, "given.db");
  writeFileSync(path, content);
  return path;
}

function withoutAPage(bytes: Buffer): Buffer {
  return bytes.fill(0xff, 4_096, 8_192);
}

/** Only detectable by comparing the index with its table (https://sqlite.org/fileformat.html#b_tree_pages). */
function withAnEmptyIndex(bytes: Buffer): Buffer {
  const raw = new BunDatabase(copy);
  const find = "select rootpage from sqlite_schema where name = 'bookings_by_start'";
  const { rootpage } = raw.query<{ rootpage: number }, []>(find).get()!;
  raw.close();
  const emptyLeaf = Buffer.from([0x0a, 0, 0, 0, 0, 0x10, 0, 0]);
  emptyLeaf.copy(bytes, (rootpage - 1) * 4_096);
  return bytes;
}

function changed(sql: string): string {
  const path = made(readFileSync(copy));
  const raw = new BunDatabase(path);
  raw.run("pragma foreign_keys = off");
  raw.run(sql);
  raw.close();
  return path;
}

/** A copy of a running server's file and WAL. */
function inUse(): string {
  const path = made(readFileSync(copy));
  const raw = new BunDatabase(path);
  raw.run("pragma journal_mode = wal");
  raw.run("update settings set version = 'a'");
  for (const end of ["", "-wal"]) copyFileSync(path + end, `${path}.taken${end}`);
  raw.close();
  rmSync(path);
  return `${path}.taken`;
}
