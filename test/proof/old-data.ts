import { Database } from "bun:sqlite";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaVersion } from "../../src/db/sqlite/migrator.ts";
import { DAY_MS } from "../../src/domain/interval.ts";
import { grow, type Growth, NEWEST_GROWN } from "../db/released/grow.ts";
import { newestReleasedBefore, type Released, unpackReleased } from "../db/released/read.ts";
import { type Answered, type Json, startApp, type TestApp } from "../support/start-app.ts";
import { temporaryFolder } from "../support/start-server.ts";

/** The schema from which the upgrades start. */
export const oldSchema = newestReleasedBefore(Math.min(schemaVersion, NEWEST_GROWN + 1));

/** An enlarged database of a release, to be upgraded repeatedly. */
export type OldData = {
  readonly path: string;
  readonly left: Released;
  /** Creates a new data folder from it. */
  aDataDir(): OldDataDir;
  remove(): void;
};

export type OldDataDir = {
  readonly path: string;
  readonly left: Released;
  readonly databasePath: string;
  /** The path of the copy that an upgrade keeps. */
  readonly keptPath: string;
  remove(): void;
};

export function oldData(growth: Growth): OldData {
  const made = oldDataDir(growth);
  return { ...made, path: made.databasePath, aDataDir: () => copied(made) };
}

/** A data folder with an enlarged database of a release. */
export function oldDataDir(growth: Growth): OldDataDir {
  const dataDir = newDataDir((databasePath) => unpackReleased(oldSchema, databasePath));
  grow(dataDir.databasePath, growth);
  stopTheClock(dataDir.databasePath);
  return dataDir;
}

function copied({ databasePath, left }: OldDataDir): OldDataDir {
  return newDataDir((path) => {
    copyFileSync(databasePath, path);
    return left;
  });
}

function newDataDir(fill: (databasePath: string) => Released): OldDataDir {
  const folder = temporaryFolder();
  const path = join(folder.path, "data");
  const databasePath = join(path, "schedkit.db");
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(join(path, "schedkit.secret"), `${"07".repeat(32)}\n`, { mode: 0o600 });
  const left = fill(databasePath);
  const keptPath = `${databasePath}.schema-${oldSchema}`;
  return { path, databasePath, left, keptPath, remove: () => folder.remove() };
}

/** Nothing becomes due or expires while the proof runs, so that a server changes nothing by itself. */
function stopTheClock(path: string): void {
  const raw = new Database(path, { strict: true });
  const later = { later: Date.now() + 365 * DAY_MS };
  raw.query("update outbox set next_attempt_at = $later where status = 'waiting'").run(later);
  // Nothing is old enough to be deleted from the outbox, and no request is overdue.
  raw.query("update outbox set created_at = $now").run({ now: Date.now() });
  raw
    .query("update bookings set status = 'confirmed' where status = 'pending' and starts_at < $soon")
    .run({ soon: Date.now() + DAY_MS });
  raw.query("update idempotency_keys set created_at = $later").run(later);
  if (raw.query("select 1 from sqlite_schema where name = 'sessions'").get())
    raw.query("update sessions set expires_at = $later").run(later);
  raw.close(true);
}

/** SQLite's findings about an unused file: its version, integrity, and dangling references. */
export function soundness(path: string): unknown[] {
  const raw = new Database(path);
  const first = (name: string) => Object.values(raw.query(`pragma ${name}`).get() as Json)[0];
  const found = [
    first("user_version"),
    first("integrity_check"),
    raw.query("pragma foreign_key_check").all(),
  ];
  raw.close(true);
  return found;
}

/** A digest of all rows of an unused file. */
export function digestOfRows(path: string): string {
  const raw = new Database(path);
  const hash = createHash("sha256");
  const tables = raw.query<{ name: string }, []>("select name from sqlite_schema where type = 'table'").all();
  for (const { name } of tables)
    for (const row of raw.query(`select * from "${name}" order by 1, 2`).values())
      hash.update(JSON.stringify([name, row]));
  raw.close(true);
  return hash.digest("hex");
}

/** Every booking and outbox row, one line each. */
export type Ledger = { readonly bookings: readonly string[]; readonly outbox: readonly string[] };

/** The rows in the release's own schema. */
export function ledgerLeft({ path }: OldData): Ledger {
  const raw = new Database(path);
  const bookings = raw
    .query(
      `select id, uid, status, sequence, attendee_email, strftime('%FT%TZ', starts_at / 1000, 'unixepoch')
       from bookings order by id`,
    )
    .values();
  const outbox = raw
    .query("select id, booking_id, recipient, status, attempts, message_id from outbox order by id")
    .values();
  raw.close(true);
  return { bookings: bookings.map((row) => row.join(" ")), outbox: outbox.map((row) => row.join(" ")) };
}

/** The same through the API. */
export function ledgerShown(path: string, left: Released): Promise<Ledger> {
  return withApp(path, left, async (app) => {
    const ledger = { bookings: [] as Json[], outbox: [] as Json[] };
    for (const key of Object.values(left.keys)) {
      for (const list of ["bookings", "outbox"] as const)
        for await (const { json } of pagesOf(app, `/v1/${list}`, key)) ledger[list].push(...json[list]);
    }
    return {
      bookings: lines(ledger.bookings, "id uid status sequence attendee_email start_time"),
      outbox: lines(ledger.outbox, "id booking_id recipient status attempts message_id"),
    };
  });
}

function lines(rows: readonly Json[], names: string): string[] {
  const ordered = rows.toSorted((a, b) => a["id"] - b["id"]);
  return ordered.map((row) =>
    names
      .split(" ")
      .map((name) => row[name])
      .join(" "),
  );
}

/** What hosts see of their data: counts, and a digest. */
export type Shown = { readonly counts: Readonly<Record<string, number>>; readonly digest: string };

/** Requests everything from the API on an unused database of this build's schema. */
export function everythingShown(path: string, left: Released): Promise<Shown> {
  return withApp(path, left, (app) => askAll(app, left));
}

async function withApp<T>(path: string, { now }: Released, ask: (app: TestApp) => Promise<T>): Promise<T> {
  const app = await startApp({ path, now: Date.parse(now) });
  try {
    return await ask(app);
  } finally {
    app.close();
  }
}

const LISTS = ["bookings", "outbox", "schedules", "event-types", "time-off", "api-keys", "audit", "webhooks"];

async function askAll(app: TestApp, { keys, cookie, bookings }: Released): Promise<Shown> {
  const counts: Record<string, number> = {};
  const hash = createHash("sha256");
  const add = (target: string, text: string) => hash.update(`${target} ${withoutUseOfKeys(text)}\n`);
  const addList = async (target: string, key: string, name: string) => {
    for await (const { text, json } of pagesOf(app, target, key)) {
      counts[name] = json["total"];
      add(target, text);
    }
  };
  for (const [slug, key] of Object.entries(keys)) {
    for (const list of LISTS) await addList(`/v1/${list}`, key, `${slug}'s ${list}`);
    const { json, text } = await ask(app, "/v1/webhooks?limit=200", { "x-api-key": key });
    add("webhooks", text);
    for (const { id } of json["webhooks"])
      await addList(`/v1/webhooks/${id}/deliveries`, key, `deliveries of webhook ${id}`);
  }
  for (const { reschedule_token: token } of bookings) {
    const target = `/v1/reschedule/${token}`;
    add(target, (await ask(app, target, { accept: "application/json" }, [200, 404])).text);
  }
  if (cookie !== undefined) add("session", (await ask(app, "/v1/me", { cookie })).text);
  return { counts, digest: hash.digest("hex") };
}

async function* pagesOf(app: TestApp, target: string, key: string): AsyncGenerator<Answered> {
  for (let page = 1; ; page += 1) {
    const answered = await ask(app, `${target}?limit=200&page=${page}`, { "x-api-key": key });
    yield answered;
    if (page * 200 >= answered.json["total"]) return;
  }
}

async function ask(
  app: TestApp,
  target: string,
  headers: Record<string, string>,
  expected = [200],
): Promise<Answered> {
  const answered = await app.request("GET", target, { headers });
  const { status, text } = answered;
  if (!expected.includes(status)) throw new Error(`${target} answered ${status}: ${text}`);
  return answered;
}

/** Requests update the last use of their key. */
function withoutUseOfKeys(text: string): string {
  return text.replaceAll(/"last_used_at":[^,}]*/g, "");
}
