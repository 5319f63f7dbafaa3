import { Database } from "bun:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { copyFileSync, existsSync, readdirSync, watch } from "node:fs";
import { basename } from "node:path";
import { schemaVersion } from "../../src/db/sqlite/migrator.ts";
import { theBinary } from "../support/binary.ts";
import { environment } from "../support/program.ts";
import { startApp } from "../support/start-app.ts";
import { runSchedkit, startServer } from "../support/start-server.ts";
import { length } from "./lengths.ts";
import {
  digestOfRows,
  everythingShown,
  type Ledger,
  ledgerLeft,
  ledgerShown,
  oldData,
  type OldData,
  type OldDataDir,
  oldSchema,
  type Shown,
  soundness,
} from "./old-data.ts";

const BOOKINGS = length({ short: 2_000, full: 5_000 });
const ROUNDS = length({ short: 4, full: 48 });

type Verb = "migrate" | "serve";

let command: readonly string[];
let old: OldData;
/** The result and duration of an undisturbed upgrade. */
let undisturbed: { readonly shown: Shown; readonly ledger: Ledger; readonly tookMs: number };
let dataDir: OldDataDir;

beforeAll(async () => {
  command = [await theBinary()];
  old = oldData({ bookings: BOOKINGS, hosts: 2 });
  dataDir = old.aDataDir();
  const begun = performance.now();
  await finish("migrate");
  const tookMs = performance.now() - begun;
  const ledger = await ledgerShown(dataDir.databasePath, old.left);
  undisturbed = { shown: await everythingShown(dataDir.databasePath, old.left), ledger, tookMs };
  dataDir.remove();
});
afterAll(() => old.remove());
beforeEach(() => void (dataDir = old.aDataDir()));
afterEach(() => dataDir.remove());

test("an upgrade shows every booking and email as before", () => {
  expect(undisturbed.ledger.bookings.length).toBeGreaterThan(BOOKINGS);
  expect(undisturbed.ledger).toEqual(ledgerLeft(old));
});

test("an upgrade that is killed at any moment loses nothing", async () => {
  const asLeft = digestOfRows(old.path);
  let interrupted = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const moment of momentsOf(round)) {
      await startAndKill(round % 2 === 0 || "file" in moment ? "migrate" : "serve", moment);
      expect(keptDigest()).toBeOneOf([undefined, asLeft]);
    }
    if (await finish(round % 4 < 2 ? "migrate" : "serve")) interrupted += 1;
    expect(keptDigest()).toBe(asLeft);
    await expectUpgraded();
    dataDir.remove();
    dataDir = old.aDataDir();
  }
  expect(interrupted).toBeGreaterThanOrEqual(ROUNDS / 4);
});

test("only one of two commands that start together upgrades", async () => {
  const upgrades = await Promise.all([finish("migrate"), finish("migrate")]);
  expect(upgrades.sort()).toEqual([false, true]);
  await expectUpgraded();
});

test("only one of two servers that start together upgrades", async () => {
  const upgrades = await Promise.all([finish("serve"), finish("serve")]);
  expect(upgrades.sort()).toEqual([false, true]);
  await expectUpgraded();
});

test("a start finishes an upgrade that was killed", async () => {
  const first = startAndKill("migrate", { file: DRAFT });
  const second = finish("migrate");
  await first;
  expect(await second).toBe(true);
  await expectUpgraded();
});

test("an upgrade keeps what a killed server left in the WAL", async () => {
  const notes = "Written right before the end";
  const killed = old.aDataDir();
  const raw = new Database(killed.databasePath);
  raw.run("pragma wal_autocheckpoint = 0");
  raw.run("update bookings set notes = ? where id = 1", [notes]);
  for (const end of ["", "-wal"]) copyFileSync(killed.databasePath + end, dataDir.databasePath + end);
  raw.close(true);
  const asLeft = digestOfRows(killed.databasePath);
  killed.remove();
  expect(await finish("migrate")).toBe(true);
  expect(keptDigest()).toBe(asLeft);
  const app = await startApp({ path: dataDir.databasePath, now: Date.parse(old.left.now) });
  const { json } = await app.request("GET", "/v1/bookings/1", { key: old.left.keys.jane });
  app.close();
  expect(json["notes"]).toBe(notes);
});

test("drafts left by killed upgrades are deleted", async () => {
  await startAndKill("migrate", { file: DRAFT });
  await finish("migrate");
  expect(readdirSync(dataDir.path).filter((name) => DRAFT.test(name))).toEqual([]);
});

const DRAFT = /\.partial-[0-9a-f]+$/;
const KEPT = new RegExp(`\\.schema-${oldSchema}$`);

/** When to kill: after some time, or when a file appears; a start that ends earlier is not killed. */
type Moment = { readonly afterMs: number } | { readonly file: RegExp };

/**
 * The kills of a round: during the copy, right before the schema changes, or at random, so that all rounds together cover
 * every part of an upgrade.
 */
function momentsOf(round: number): Moment[] {
  if (round % 4 === 0) return [{ file: DRAFT }];
  if (round % 4 === 1) return [{ file: DRAFT }, { file: KEPT }];
  return Array.from({ length: 1 + (round % 3) }, () => random(round));
}

function random(round: number): Moment {
  return { afterMs: ((round + Math.random()) / ROUNDS) * 1.25 * undisturbed.tookMs };
}

async function startAndKill(verb: Verb, moment: Moment): Promise<void> {
  const { path } = dataDir;
  const come = "file" in moment ? theFile(path, moment.file) : Bun.sleep(moment.afterMs);
  const child = Bun.spawn([...command, verb], {
    env: environment({ dataDir: path }),
    stdout: "ignore",
    stderr: "ignore",
  });
  await Promise.race([come, child.exited]);
  child.kill("SIGKILL");
  await child.exited;
}

/** Resolves once the folder has a new file with such a name. */
function theFile(folder: string, name: RegExp): Promise<void> {
  const before = new Set(readdirSync(folder));
  const { promise, resolve } = Promise.withResolvers<void>();
  const watcher = watch(folder, (_, changed) => {
    if (changed === null || before.has(changed) || !name.test(changed)) return;
    watcher.close();
    resolve();
  });
  return promise;
}

/** Lets a start finish and returns whether it upgraded the database. */
async function finish(verb: Verb): Promise<boolean> {
  const surroundings = { dataDir: dataDir.path, command };
  if (verb === "migrate") return (await runSchedkit(["migrate"], surroundings)).includes("Upgraded from");
  const server = await startServer(surroundings);
  expect(await server.stop()).toBe(0);
  return server.log.some((line) => line.includes("database upgraded"));
}

/** A digest of the kept copy, which must be intact; undefined if there is none. */
function keptDigest(): string | undefined {
  const { keptPath } = dataDir;
  if (!existsSync(keptPath)) return undefined;
  expect([basename(keptPath), ...soundness(keptPath)]).toEqual([basename(keptPath), oldSchema, "ok", []]);
  return digestOfRows(keptPath);
}

async function expectUpgraded(): Promise<void> {
  expect(await everythingShown(dataDir.databasePath, old.left)).toEqual(undisturbed.shown);
  expect(soundness(dataDir.databasePath)).toEqual([schemaVersion, "ok", []]);
}
