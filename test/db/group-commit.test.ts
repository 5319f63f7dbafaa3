import { Database as BunDatabase, SQLiteError } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "kysely";
import type { Db, Trx } from "../../src/db/database.ts";
import { isBusy, isUnavailable } from "../../src/db/sqlite/errors.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { holdWriteLock } from "../support/lock-holder.ts";
import { type TemporaryDatabase, temporaryDatabase } from "../support/temporary-database.ts";
import { commitsInLog } from "../support/wal.ts";

let file: TemporaryDatabase;
/** Another connection, which sees only committed data. */
let elsewhere: BunDatabase;

beforeEach(() => {
  file = temporaryDatabase();
  elsewhere = new BunDatabase(file.path, { readonly: true });
});
afterEach(() => {
  elsewhere.close();
  file.remove();
});

const write = <T>(work: (trx: Trx) => Promise<T>) => file.database.write(work);

/** Adds a row with a unique name. */
async function add(trx: Trx, name: string): Promise<string> {
  const times = { created_at: 0, updated_at: 0 };
  await trx
    .insertInto("hosts")
    .values({ slug: name, name, email: name, time_zone: "UTC", ...times })
    .execute();
  return name;
}

const seenElsewhere = () =>
  elsewhere
    .query<{ slug: string }, []>("select slug from hosts order by id")
    .all()
    .map(({ slug }) => slug);

const settled = async (promises: Promise<unknown>[]) =>
  (await Promise.allSettled(promises)).map((one) => (one.status === "fulfilled" ? one.value : one.reason));

describe("the result of a write", () => {
  test("comes after the commit", async () => {
    const seen = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        write((trx) => add(trx, `host-${n}`)).then((name) => seenElsewhere().includes(name)),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 20 }, () => true));
  });

  test("comes after the commit for a refusal too", async () => {
    const first = write((trx) => add(trx, "first"));
    const failed = write(async () => {
      throw new Error("no");
    });
    await failed.catch(() => expect(seenElsewhere()).toEqual(["first"]));
    await first;
    expect.assertions(1);
  });

  test("is what the work returned", async () => {
    expect(await write(async () => "a value")).toBe("a value");
    expect(await write(async () => undefined)).toBeUndefined();
  });

  test("is invisible to others before the commit", async () => {
    await write(async (trx) => {
      await add(trx, "unfinished");
      expect(seenElsewhere()).toEqual([]);
    });
    expect(seenElsewhere()).toEqual(["unfinished"]);
  });
});

describe("concurrent writes", () => {
  test("share commits: two hundred writes need few", async () => {
    const before = commitsInLog(file.path);
    await Promise.all(Array.from({ length: 200 }, (_, n) => write((trx) => add(trx, `host-${n}`))));
    expect(seenElsewhere()).toHaveLength(200);
    expect(commitsInLog(file.path) - before).toBeLessThanOrEqual(4);
  });

  test("run in order, each seeing the earlier ones", async () => {
    const counts = await Promise.all(
      ["a", "b", "c"].map((name) =>
        write(async (trx) => {
          await add(trx, name);
          return (await trx.selectFrom("hosts").select("slug").orderBy("id").execute()).map(
            ({ slug }) => slug,
          );
        }),
      ),
    );
    expect(counts).toEqual([["a"], ["a", "b"], ["a", "b", "c"]]);
  });

  test("fail individually: an exception undoes only its own rows", async () => {
    const mistake = new Error("thought better of it");
    const outcomes = await settled([
      write((trx) => add(trx, "before")),
      write(async (trx) => {
        await add(trx, "undone");
        throw mistake;
      }),
      write((trx) => add(trx, "after")),
    ]);
    expect(outcomes).toEqual(["before", mistake, "after"]);
    expect(seenElsewhere()).toEqual(["before", "after"]);
  });

  test("fail individually if the database refuses a row", async () => {
    const outcomes = await settled([
      write((trx) => add(trx, "twice")),
      write(async (trx) => {
        await add(trx, "undone");
        await add(trx, "twice");
      }),
      write((trx) => add(trx, "after")),
    ]);
    expect(outcomes[1]).toBeInstanceOf(SQLiteError);
    expect(seenElsewhere()).toEqual(["twice", "after"]);
  });

  test("all complete, however many there are", async () => {
    for (let round = 0; round < 3; round++)
      await Promise.all(Array.from({ length: 150 }, (_, n) => write((trx) => add(trx, `${round}-${n}`))));
    expect(seenElsewhere()).toHaveLength(450);
  });

  test("can be added while others are being written", async () => {
    const late: Promise<string>[] = [];
    await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        write((trx) => add(trx, `early-${n}`)).then(() => late.push(write((trx) => add(trx, `late-${n}`)))),
      ),
    );
    expect(await Promise.all(late)).toHaveLength(5);
    expect(seenElsewhere()).toHaveLength(10);
  });
});

test("a lone write waits only for a turn of the event loop", async () => {
  const written: string[] = [];
  void write((trx) => add(trx, "alone")).then((name) => written.push(name));
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  expect(written).toEqual(["alone"]);
});

describe("a nested write", () => {
  test("throws immediately, and so does a nested read", async () => {
    const within = (ask: () => Promise<unknown>) =>
      write(async (trx) => [await add(trx, "outer"), await ask()]);
    const outcomes = await settled([
      within(() => write((trx) => add(trx, "inner"))),
      within(() => countOf(file.database.read)),
    ]);
    for (const outcome of outcomes)
      expect(String(outcome)).toContain("use the transaction of the outer write");
    expect(seenElsewhere()).toEqual([]);
    expect(await write((trx) => add(trx, "next"))).toBe("next");
  });

  test("may pass the next write to a waiting caller", async () => {
    const first = write((trx) => add(trx, "first"));
    expect(await first.then(() => write((trx) => add(trx, "second")))).toBe("second");
    expect(await countOf(file.database.read)).toBe(2);
  });
});

async function countOf(db: Db): Promise<number> {
  return (await db.selectFrom("hosts").select("id").execute()).length;
}

test("no other writer interferes between a read and its write", async () => {
  const other = new BunDatabase(file.path);
  const refusal = await write(async (trx) => {
    await countOf(trx);
    try {
      other.run("begin immediate");
    } catch (error) {
      return error;
    }
  });
  expect(isBusy(refusal)).toBe(true);
  other.close();
});

describe("a full disk", () => {
  const pages = async (pragma: string) => {
    const { rows } = await sql<Record<string, number>>`${sql.raw(`pragma ${pragma}`)}`.execute(
      file.database.read,
    );
    return Object.values(rows[0]!)[0]!;
  };
  const full = async () => pages(`max_page_count = ${await pages("page_count")}`);
  const fill = (trx: Trx) => sql`insert into ballast values (zeroblob(1000000))`.execute(trx);

  beforeEach(() => write((trx) => sql`create table ballast (bytes blob)`.execute(trx)));

  test("fails all writes of the group and leaves nothing of them", async () => {
    await full();
    const outcomes = await settled([
      write((trx) => add(trx, "before")),
      write(fill),
      write((trx) => add(trx, "after")),
    ]);
    expect(outcomes.map(isUnavailable)).toEqual([true, true, true]);
    expect(outcomes.map(isBusy)).toEqual([false, false, false]);
    expect(seenElsewhere()).toEqual([]);
    expect(await countOf(file.database.read)).toBe(0);
  });

  test("fails a single write if SQLite can undo its statement", async () => {
    await full();
    const outcomes = await settled([
      write((trx) => add(trx, "before")),
      write((trx) => sql`create table more (bytes blob)`.execute(trx)),
      write((trx) => add(trx, "after")),
    ]);
    expect(outcomes.map(isUnavailable)).toEqual([false, true, false]);
    expect(seenElsewhere()).toEqual(["before", "after"]);
  });

  test("is over once there is space again", async () => {
    await full();
    expect(isUnavailable(await write(fill).catch((error) => error))).toBe(true);
    await pages("max_page_count = 1000000");
    await write(fill);
    expect(await write((trx) => add(trx, "after"))).toBe("after");
    expect(seenElsewhere()).toEqual(["after"]);
  });
});

describe("a lock held by another process", () => {
  test("is waited for without blocking the event loop", async () => {
    const holder = await holdWriteLock(file.path);
    let written = false;
    const late = write((trx) => add(trx, "late")).then(() => (written = true));
    for (let ticks = 0; ticks < 25; ticks++) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(written).toBe(false);
    expect(await countOf(file.database.read)).toBe(0);
    await holder.release();
    await late;
    expect(seenElsewhere()).toEqual(["late"]);
  });

  test("is released when that process is killed", async () => {
    const holder = await holdWriteLock(file.path);
    const late = write((trx) => add(trx, "late"));
    await holder.kill();
    expect(await late).toBe("late");
    const version = elsewhere.query<{ version: string }, []>("select version from settings").get()?.version;
    expect(version).not.toBe("held");
  });

  test("is not waited for longer than configured", async () => {
    const impatient = openDatabase(file.path, { busyPatienceMs: 20 });
    const holder = await holdWriteLock(file.path);
    const refusals = await settled([1, 2].map((n) => impatient.write((trx) => add(trx, `host-${n}`))));
    expect(refusals.map((refusal) => isBusy(refusal))).toEqual([true, true]);
    await holder.release();
    expect(await impatient.write((trx) => add(trx, "next"))).toBe("next");
    expect(seenElsewhere()).toEqual(["next"]);
    impatient.close();
  });
});
