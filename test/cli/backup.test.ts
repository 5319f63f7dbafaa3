import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { canMount, mountSmallDisk } from "../proof/disks.ts";
import { clientsOf } from "../proof/clients.ts";
import { type House, openHouse } from "../proof/house.ts";
import { runCommand } from "../support/run-command.ts";
import { runSchedkit, temporaryFolder } from "../support/start-server.ts";

/** These tests start processes, which can be slow on a busy machine. */

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let file: string;

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
  file = join(folder.path, "copy.db");
});
afterEach(() => folder.remove());

const backup = (to: string) => runCommand(["backup", to], { dataDir });

function idsIn(path: string): Set<number> {
  const raw = new BunDatabase(path);
  expect(raw.query("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
  const rows = raw.query<{ id: number }, []>("select id from bookings").all();
  raw.close();
  return new Set(rows.map(({ id }) => id));
}

test("a backup contains every earlier booking and blocks nobody", async () => {
  const house: House = await openHouse({ processes: 1, dataDir });
  try {
    const { journal, run } = clientsOf(house);
    const booked = () => journal.flatMap(({ answer }) => (answer?.status === 201 ? [answer.json] : []));
    await run(4, () => booked().length < 30);
    const before = booked().map((json) => (json as { id: number }).id);
    let ended = false;
    const meanwhile = run(4, () => !ended);
    let answeredMeanwhile = 0;
    // A busy machine may not get to answer more than the four requests in progress at the start of a backup.
    for (let attempt = 0; attempt < 5 && answeredMeanwhile <= 4; attempt += 1) {
      rmSync(file, { force: true });
      const asked = journal.length;
      const { code, err } = await backup(file);
      expect([code, err]).toEqual([0, ""]);
      answeredMeanwhile = journal.length - asked;
    }
    ended = true;
    await meanwhile;
    expect(answeredMeanwhile).toBeGreaterThan(4);
    expect(journal.filter(({ answer }) => !answer || answer.status >= 500)).toEqual([]);
    const copied = idsIn(file);
    for (const id of before) expect(copied.has(id)).toBe(true);
  } finally {
    await house.close();
  }
});

test("a backup is one private file, and the output mentions the secret", async () => {
  await runSchedkit(["migrate"], { dataDir });
  const { out, err, code } = await backup(file);
  expect([code, err]).toEqual([0, ""]);
  expect(out.toString()).toMatch(
    /^Copied the database to .*copy\.db and verified it: 0 bookings, schema \d+, .* KiB\.\n/,
  );
  expect(out.toString()).toContain("schedkit.secret");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder.path).sort()).toEqual(["copy.db", "data"]);
  expect(readFileSync(file).includes(readFileSync(join(dataDir, "schedkit.secret")).subarray(0, 64))).toBe(
    false,
  );
});

test("- writes only the copy to standard output", async () => {
  aDatabase();
  const before = readdirSync(dataDir);
  const { out, err, code } = await backup("-");
  expect(code).toBe(0);
  expect(err).toContain("Copied the database to standard output");
  writeFileSync(file, out);
  expect(idsIn(file).size).toBe(0);
  expect(readdirSync(dataDir)).toEqual(before);
});

test("an existing file is not overwritten", async () => {
  aDatabase();
  writeFileSync(file, "precious");
  const { err, code } = await backup(file);
  expect([code, err]).toEqual([1, `schedkit: ${file} already exists; choose another file\n`]);
  expect(readFileSync(file, "utf8")).toBe("precious");
});

test.each([
  ["without a database", (): void => undefined, "there is no database in"],
  [
    "of another program's database",
    () => foreign("create table theirs (n)"),
    "it is not a schedkit database",
  ],
  [
    "of a newer one",
    () => foreign("pragma application_id = 1936419188; pragma user_version = 999"),
    "a newer schedkit",
  ],
])("refuses a backup %s in one sentence, leaving nothing", async (_what, prepare, sentence) => {
  prepare();
  const { err, code } = await backup(file);
  expect(code).toBe(1);
  expect(err).toMatch(/^schedkit: [^\n]+\n$/);
  expect(err).toContain(sentence);
  expect(existsSync(file)).toBe(false);
});

function aDatabase(): void {
  mkdirSync(dataDir);
  openDatabase(join(dataDir, "schedkit.db")).close();
}

function foreign(sql: string): void {
  mkdirSync(dataDir);
  const raw = new BunDatabase(join(dataDir, "schedkit.db"), { create: true });
  raw.run("create table some (n)");
  raw.run(sql);
  raw.close();
}

test("refuses to back up a damaged database", async () => {
  aDatabase();
  const path = join(dataDir, "schedkit.db");
  const bytes = readFileSync(path);
  const raw = new BunDatabase(path);
  const { rootpage } = raw.query("select rootpage from sqlite_schema where name = 'hosts'").get() as {
    rootpage: number;
  };
  raw.close();
  bytes.fill(0xff, (rootpage - 1) * 4_096, rootpage * 4_096);
  writeFileSync(path, bytes);
  const { err, code } = await backup(file);
  expect(code).toBe(1);
  expect(err).toMatch(/^schedkit: [^\n]+\n$/);
  expect(readdirSync(folder.path)).toEqual(["data"]);
});

test("reports a missing folder in one sentence", async () => {
  aDatabase();
  const missing = join(folder.path, "no", "copy.db");
  const { err, code } = await backup(missing);
  expect([code, err]).toEqual([1, `schedkit: ${missing} cannot be written: its folder does not exist\n`]);
});

test.skipIf(!canMount)("reports a full disk and leaves nothing there", async () => {
  aDatabase();
  const disk = mountSmallDisk();
  try {
    disk.fill();
    const { err, code } = await backup(join(disk.path, "copy.db"));
    expect(code).toBe(1);
    expect(err).toMatch(/^schedkit: .*copy\.db cannot be written: .*full\n$/);
    expect(readdirSync(disk.path)).toEqual(["ballast"]);
    disk.free();
    expect((await backup(join(disk.path, "copy.db"))).code).toBe(0);
  } finally {
    disk.remove();
  }
});

test.each(["backup", "backup one two", "restore", "restore --fast"])(
  "prints the usage for wrong arguments: %s",
  async (words) => {
    const { err, code } = await runCommand(words.split(" "), { dataDir });
    expect(code).toBe(2);
    expect(err).toContain(`\n\nUsage\n  schedkit ${words.split(" ")[0]} FILE\n`);
    expect(existsSync(dataDir)).toBe(false);
  },
);
