import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { Database } from "../../src/db/database.ts";
import { isUnavailable } from "../../src/db/sqlite/errors.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { startServer, temporaryFolder } from "../support/start-server.ts";
import { type Mailbox, startMailbox } from "../support/smtp-server.ts";
import { problemsOf } from "./checker.ts";
import { type Clients, clientsOf } from "./clients.ts";
import {
  canLimitFiles,
  canMount,
  canMountFailing,
  limitFilesOf,
  mountFailingDisk,
  mountSmallDisk,
  type SmallDisk,
} from "./disks.ts";
import { type House, openHouse } from "./house.ts";
import { unexpected } from "./journal.ts";
import { length } from "./lengths.ts";
import { mailsThatWait, owedMails } from "./outbox.ts";

const PEOPLE = 8;
const TIMES = length({ short: 1, full: 10 });
const REFUSED_EACH_TIME = length({ short: 100, full: 2_000 });
/** The maximum number of log lines about one failure of the disk, however many requests fail. */
const MOST_LINES = 10;

let closing: (() => unknown)[];
let mailbox: Mailbox;

beforeEach(async () => {
  closing = [];
  mailbox = await startMailbox();
  closing.push(() => mailbox.close());
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
});

async function aHouse(dataDir?: string): Promise<House> {
  const env = { SMTP_URL: mailbox.url, MAIL_FROM: "bookings@example.com", PUBLIC_URL: "http://localhost" };
  const house = await openHouse({ processes: 1, env, ...(dataDir && { dataDir }) });
  closing.push(() => house.close());
  return house;
}

function aSmallDisk(size?: string): SmallDisk {
  const disk = mountSmallDisk(size);
  closing.push(() => disk.remove());
  return disk;
}

test.skipIf(!canMount)("a full disk only prevents new bookings, and only meanwhile", async () => {
  const disk = aSmallDisk();
  const house = await aHouse(disk.path);
  await expectToSurvive(house, { fail: () => disk.fill(), mend: () => disk.free() });
});

test.skipIf(!canLimitFiles)("a failing disk only prevents new bookings, and only meanwhile", async () => {
  const house = await aHouse();
  const { pid } = house.servers[0]!;
  await expectToSurvive(house, {
    fail: () => limitFilesOf(pid, 4_096),
    mend: () => limitFilesOf(pid, "unlimited"),
  });
});

test.skipIf(!canMount)("a server starts once a read-only disk becomes writable", async () => {
  const disk = aSmallDisk();
  const house = await aHouse(disk.path);
  const clients = clientsOf(house);
  await clients.run(PEOPLE, () => clients.journal.length < 50);
  await house.servers[0]!.stop();
  disk.makeReadOnly();
  const start = startServer({ dataDir: disk.path }).catch((error: Error) => error.message);
  expect(await start).toMatch(/ended:\n.*DATA_DIR.*cannot write\.?$/);
  disk.makeWritable();
  await house.restart(0);
  await expectToTakeBookings(clients);
  expect(problemsOf(house.databasePath, clients.journal)).toEqual([]);
});

test.skipIf(!canMountFailing)("a disk that turns read-only keeps every confirmed booking", async () => {
  const disk = mountFailingDisk();
  closing.push(() => disk.remove());
  const house = await aHouse(disk.path);
  const clients = clientsOf(house);
  await clients.run(PEOPLE, () => clients.journal.length < length({ short: 100, full: 2_000 }));
  disk.turnReadOnly();
  await expectToRefuse(house, clients);
  await house.servers[0]!.kill();
  disk.repair();
  await house.restart(0);
  await expectToTakeBookings(clients);
  expect(unexpected(clients.journal, ["503 unavailable"])).toEqual([]);
  expect(problemsOf(house.databasePath, clients.journal)).toEqual([]);
});

/** Writes new pages while there is space. */
async function growUntilFull(database: Database): Promise<number> {
  for (let rows = 0; ; rows += 1) if (!(await grow(database))) return rows;
}

function grow({ write }: Database, bytes = 600): Promise<boolean> {
  const row = sql`insert into ballast (content) values (randomblob(${sql.lit(bytes)}))`;
  return write((trx) => row.execute(trx)).then(
    () => true,
    (error: unknown) => {
      if (!isUnavailable(error)) throw error;
      return false;
    },
  );
}

async function aDatabaseIn(folder: string): Promise<{ database: Database; logBytes: () => number }> {
  const path = join(folder, "schedkit.db");
  const database = openDatabase(path);
  closing.push(() => database.close());
  await database.write((trx) => sql`create table ballast (content blob)`.execute(trx));
  return { database, logBytes: () => statSync(`${path}-wal`).size };
}

test.skipIf(!canMount)("a small disk is filled by data, not by the WAL", async () => {
  const disk = aSmallDisk("4m");
  const other = join(disk.path, "other");
  writeFileSync(other, Buffer.alloc(512 * 1024));
  const { database, logBytes } = await aDatabaseIn(disk.path);
  expect(await growUntilFull(database)).toBeGreaterThan(3_000);
  expect(logBytes()).toBeLessThan(512 * 1024);
  rmSync(other);
  expect(await growUntilFull(database)).toBeGreaterThan(500);
});

test.skipIf(!canMount)("the first write with free space checkpoints a stuck WAL", async () => {
  const disk = aSmallDisk();
  const { database, logBytes } = await aDatabaseIn(disk.path);
  for (let rows = 0; rows < 7; rows += 1) await grow(database, 100_000);
  expect(logBytes()).toBeGreaterThan(700_000);
  disk.fill();
  expect(await grow(database)).toBe(false);
  disk.free();
  expect(await grow(database)).toBe(true);
  expect(logBytes()).toBeLessThan(100_000);
});

test("a WAL that grew during a long read is truncated afterwards", async () => {
  const folder = temporaryFolder();
  closing.push(() => folder.remove());
  const { database, logBytes } = await aDatabaseIn(folder.path);
  const reader = new BunDatabase(join(folder.path, "schedkit.db"));
  reader.run("begin");
  reader.query("select count(*) from hosts").get();
  while (logBytes() < 48 * 2 ** 20) await grow(database, 2 ** 20);
  reader.run("commit");
  reader.close();
  for (let rows = 0; rows < 2; rows += 1) await grow(database);
  expect(logBytes()).toBeLessThanOrEqual(32 * 2 ** 20);
});

async function expectToSurvive(house: House, disk: { fail(): void; mend(): void }): Promise<void> {
  const [server] = house.servers;
  const clients = clientsOf(house);
  const { journal, run } = clients;
  for (let time = 0; time < TIMES; time += 1) {
    const enough = journal.length + 50;
    await run(PEOPLE, () => journal.length < enough);
    disk.fail();
    await expectToRefuse(house, clients);
    disk.mend();
    await expectToTakeBookings(clients);
    expect((await fetch(`${server!.address}/readyz`)).status).toBe(200);
  }
  expect(complaints(house)).toBeGreaterThan(0);
  expect(unexpected(journal, ["503 unavailable"])).toEqual([]);
  expect(journal.filter(({ answer }) => !answer)).toEqual([]);
  expect(problemsOf(house.databasePath, journal)).toEqual([]);
  await expectAllMail(house);
}

/** Expects that writes fail, reads succeed, and the log stays short. */
/** A successful check counts for one more second. */
async function expectToBecomeUnready(house: House): Promise<void> {
  const status = async () => (await fetch(`${house.servers[0]!.address}/readyz`)).status;
  const deadline = Date.now() + 5_000;
  while ((await status()) !== 503 && Date.now() < deadline) await Bun.sleep(50);
  expect(await status()).toBe(503);
}

async function expectToRefuse(house: House, clients: Clients): Promise<void> {
  const linesBefore = complaints(house);
  const refusedBefore = refused(clients);
  await clients.run(PEOPLE, () => refused(clients) - refusedBefore < REFUSED_EACH_TIME);
  await expectReadsToWork(house);
  await expectToBecomeUnready(house);
  expect(complaints(house) - linesBefore).toBeWithin(0, MOST_LINES + 1);
}

function refused({ journal }: Clients): number {
  return journal.filter(({ answer }) => answer && answer.status >= 500).length;
}

function complaints(house: House): number {
  return house.servers[0]!.log.filter((line) => /"level":"(warn|error)"/.test(line)).length;
}

async function expectReadsToWork({ servers, key }: House): Promise<void> {
  const paths = ["/healthz", "/v1/bookings", "/v1/u/jane", "/v1/outbox"];
  for (const path of paths) {
    const answer = await fetch(servers[0]!.address + path, { headers: { "x-api-key": key } });
    expect([path, answer.status]).toEqual([path, 200]);
  }
}

/** The same server, without a restart. */
async function expectToTakeBookings({ journal, run }: Clients): Promise<void> {
  const from = journal.length;
  const took = () => journal.slice(from).some(({ answer }) => answer?.status === 201);
  await run(1, () => !took() && journal.length < from + 1_000);
  expect(took()).toBe(true);
  expect(journal.slice(from).filter(({ answer }) => answer?.status === 503)).toEqual([]);
}

/** Expects each email exactly once: outcomes that could not be stored are remembered. */
async function expectAllMail({ databasePath }: House): Promise<void> {
  while (mailsThatWait(databasePath) > 0) await Bun.sleep(50);
  const received = mailbox.mails.map(({ parsed }) => parsed.messageId!);
  expect(received.sort()).toEqual(owedMails(databasePath).sort());
}
