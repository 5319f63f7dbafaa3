import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastBackupAt } from "../../src/storage/backup-dir.ts";
import { nightlyBackups } from "../../src/server/nightly-backup.ts";
import { examine } from "../../src/db/sqlite/copy.ts";
import { createLog } from "../../src/observability/log.ts";
import { type Server, startServer, temporaryFolder } from "../support/start-server.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let folder: string;

beforeEach(() => {
  temporary = temporaryFolder();
  folder = join(temporary.path, "backups");
});
afterEach(() => temporary.remove());

/** Backups with a controlled clock; each file contains its hour. */
function nights({ keep = 7 } = {}) {
  const clock = { now: 0 };
  const lines: string[] = [];
  const disk = { works: true };
  const check = nightlyBackups({
    folder,
    keep,
    now: () => clock.now,
    log: createLog("info", "text", (line) => lines.push(line.slice(9).trim())),
    copyTo: async (file) => {
      if (!disk.works) throw new Error("the disk is full");
      await new Promise(setImmediate);
      writeFileSync(file, new Date(clock.now).toISOString(), { flag: "wx" });
    },
  });
  return { lines, disk, at: (time: string) => ((clock.now = Date.parse(time)), check()) };
}

const copies = () => readdirSync(folder).sort();

test("makes one backup a night at 3:00 UTC, and missed ones immediately", async () => {
  const { at, lines } = nights();
  await at("2026-11-22T12:00:00Z");
  expect(copies()).toEqual(["schedkit-2026-11-22.db"]);
  for (const time of ["2026-11-22T12:01:00Z", "2026-11-22T23:59:00Z", "2026-11-23T02:59:59Z"]) await at(time);
  expect(copies()).toEqual(["schedkit-2026-11-22.db"]);
  await at("2026-11-23T03:00:00Z");
  expect(copies()).toEqual(["schedkit-2026-11-22.db", "schedkit-2026-11-23.db"]);
  await at("2026-11-26T17:30:00Z");
  expect(copies().at(-1)).toBe("schedkit-2026-11-26.db");
  expect(lines).toHaveLength(3);
});

test("keeps the configured number of backups and no other file changes", async () => {
  mkdirSync(folder);
  const theirs = ["schedkit-2020-01-01.db.old", "notes.txt", "schedkit-before-the-move.db", "schedkit.db"];
  for (const name of theirs) writeFileSync(join(folder, name), "");
  const { at } = nights({ keep: 2 });
  for (const day of ["20", "21", "22", "23"]) await at(`2026-11-${day}T03:00:00Z`);
  expect(copies()).toEqual([...theirs, "schedkit-2026-11-22.db", "schedkit-2026-11-23.db"].sort());
});

test("logs a failure, deletes nothing, and retries within the hour", async () => {
  const { at, disk, lines } = nights({ keep: 1 });
  await at("2026-11-22T03:00:00Z");
  disk.works = false;
  await at("2026-11-23T03:00:00Z");
  await at("2026-11-23T03:01:00Z");
  expect(lines.slice(1)).toEqual([expect.stringMatching(/^ERROR nightly backup failed.*the disk is full/)]);
  expect(copies()).toEqual(["schedkit-2026-11-22.db"]);
  disk.works = true;
  await at("2026-11-23T03:15:00Z");
  expect(copies()).toEqual(["schedkit-2026-11-23.db"]);
});

test("only one of two servers makes the nightly backup", async () => {
  const [one, other] = [nights(), nights()];
  await Promise.all([one.at("2026-11-22T03:00:00Z"), other.at("2026-11-22T03:00:00Z")]);
  expect(copies()).toEqual(["schedkit-2026-11-22.db"]);
  expect([...one.lines, ...other.lines].join("\n")).not.toContain("ERROR");
});

test("deletes drafts of interrupted backups, but not those in progress", async () => {
  mkdirSync(folder);
  const [old, young] = ["schedkit-2026-11-20.db.partial-0a1b2c3d", "schedkit-2026-11-21.db.partial-0a1b2c3d"];
  for (const name of [old, young]) writeFileSync(join(folder, name), "");
  utimesSync(join(folder, old), 0, 0);
  await nights().at("2026-11-22T03:00:00Z");
  expect(copies()).toEqual([young, "schedkit-2026-11-22.db"]);
});

test("a running server makes a valid backup in BACKUP_DIR", async () => {
  const server = await startServer({ dataDir: join(temporary.path, "data"), env: { BACKUP_DIR: folder } });
  await logged(server, "nightly backup done");
  const [name, ...more] = copies();
  expect([name, more]).toEqual([expect.stringMatching(/^schedkit-\d{4}-\d\d-\d\d\.db$/), []]);
  expect(statSync(join(folder, name!)).mode & 0o777).toBe(0o600);
  expect(lastBackupAt(folder)).toBeWithin(Date.now() - 60_000, Date.now() + 1_000);
  expect(await server.stop()).toBe(0);
  expect(examine(join(folder, name!)).bookings).toBe(0);
});

test("a missing backup folder is logged, and the server keeps running", async () => {
  const nowhere = join(temporary.path, "not", "mounted");
  const server = await startServer({ dataDir: join(temporary.path, "data"), env: { BACKUP_DIR: nowhere } });
  await logged(server, "nightly backup failed");
  expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
  expect(existsSync(nowhere)).toBe(false);
});

async function logged(server: Server, words: string): Promise<void> {
  while (!server.log.some((line) => line.includes(words))) await Bun.sleep(10);
}
