import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { statSync } from "node:fs";
import { schemaVersion } from "../../src/db/sqlite/migrator.ts";
import { hashToken } from "../../src/security/random-token.ts";
import { theBinary } from "../support/binary.ts";
import { startApp } from "../support/start-app.ts";
import { runSchedkit } from "../support/start-server.ts";
import { isFull, length } from "./lengths.ts";
import { oldDataDir, type OldDataDir, oldSchema, soundness } from "./old-data.ts";

const BOOKINGS = length({ short: 20_000, full: 1_000_000 });
const HOSTS = 100;
/** How many times as long as SQLite takes to write the database anew; a machine's speed does not matter. */
const MOST_COPIES = 15;

let command: readonly string[];
let dataDir: OldDataDir;
let left: Counts;

beforeAll(async () => {
  command = [await theBinary()];
  dataDir = oldDataDir({ bookings: BOOKINGS, hosts: HOSTS });
  left = countsLeft();
});
afterAll(() => dataDir.remove());

test("a million bookings are upgraded completely, in the time of a few copies", async () => {
  const begun = performance.now();
  const printed = await runSchedkit(["migrate"], { dataDir: dataDir.path, command });
  const tookMs = performance.now() - begun;
  expect(printed).toContain(`Upgraded from schema ${oldSchema}`);
  expect(await countsShown()).toEqual(left);
  expect(soundness(dataDir.databasePath)).toEqual([schemaVersion, "ok", []]);
  if (!isFull) return;
  const gigabytes = (statSync(dataDir.keptPath).size / 1e9).toFixed(1);
  const seconds = (tookMs / 1000).toFixed(1);
  console.log(`${BOOKINGS} bookings, ${gigabytes} GB, schema ${oldSchema} to ${schemaVersion}: ${seconds} s`);
  const copies = tookMs / timeToCopy();
  console.log(`as long as ${copies.toFixed(1)} copies by VACUUM INTO`);
  expect(copies).toBeLessThan(MOST_COPIES);
});

function timeToCopy(): number {
  const raw = new Database(dataDir.databasePath, { readonly: true });
  const begun = performance.now();
  raw.query("vacuum into ?").run(`${dataDir.databasePath}.copy`);
  raw.close(true);
  return performance.now() - begun;
}

/** The number of bookings and outbox rows of each host, by API key. */
type Counts = Readonly<Record<string, readonly [bookings: number, outbox: number]>>;

/** Gives every host a key and counts rows in the release's own schema. */
function countsLeft(): Counts {
  const raw = new Database(dataDir.databasePath);
  const hosts = raw.query<{ id: number }, []>("select id from hosts").all();
  const count = (table: string, id: number) =>
    raw.query<{ n: number }, [number]>(`select count(*) as n from ${table} where host_id = ?`).get(id)!.n;
  const counts = hosts.map(({ id }) => {
    const key = `sk_host-${id}`;
    raw
      .query("insert into api_keys (host_id, name, prefix, hash, created_at) values (?, 'Proof', 'sk', ?, 0)")
      .run(id, hashToken(key));
    return [key, [count("bookings", id), count("outbox", id)]] as const;
  });
  raw.close(true);
  return Object.fromEntries(counts);
}

async function countsShown(): Promise<Counts> {
  const app = await startApp({ path: dataDir.databasePath, now: Date.parse(dataDir.left.now) });
  const total = async (list: string, key: string): Promise<number> =>
    (await app.request("GET", `/v1/${list}?limit=1`, { key })).json["total"];
  const counts: Record<string, [number, number]> = {};
  for (const key of Object.keys(left))
    counts[key] = [await total("bookings", key), await total("outbox", key)];
  app.close();
  return counts;
}
