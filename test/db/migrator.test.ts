import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, schemaVersion, UnusableDatabase } from "../../src/db/sqlite/migrator.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { migrations } from "../../migrations/sqlite/index.ts";
import { program } from "../support/program.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "schedkit-test-"));
  path = join(folder, "schedkit.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

function withRaw<T>(use: (raw: BunDatabase) => T, at = path): T {
  const raw = new BunDatabase(at, { create: true, readwrite: true, strict: true });
  try {
    return use(raw);
  } finally {
    raw.close();
  }
}

const schemaOf = (raw: BunDatabase) =>
  raw.query("select type, name, sql from sqlite_schema order by name").all();
const versionOf = (raw: BunDatabase) =>
  raw.query<{ user_version: number }, []>("pragma user_version").get()!.user_version;

/** Every file in the folder with its content. */
const files = () =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("base64")]);

test("an empty file gets the whole schema", () => {
  withRaw((raw) => {
    expect(migrate(raw)).toEqual({ from: 0, to: schemaVersion });
    expect(versionOf(raw)).toBe(schemaVersion);
    expect(schemaOf(raw).length).toBeGreaterThan(10);
    expect(raw.query("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
    expect(raw.query("pragma foreign_key_check").all()).toEqual([]);
  });
});

test("a second migration changes no byte and takes no lock", () => {
  openDatabase(path).close();
  const before = files();
  withRaw((other) => {
    other.run("begin immediate");
    withRaw((raw) => expect(migrate(raw)).toEqual({ from: schemaVersion, to: schemaVersion }));
    other.run("rollback");
  });
  expect(files()).toEqual(before);
});

test("only missing migrations run, in order", () => {
  const second = "create table extra (n integer) strict; insert into extra values (1);";
  const third = "insert into extra select n + 1 from extra;";
  withRaw((raw) => {
    migrate(raw);
    expect(migrate(raw, [...migrations, second, third])).toEqual({
      from: schemaVersion,
      to: schemaVersion + 2,
    });
    expect(raw.query("select n from extra order by n").all()).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

test("a failing migration rolls back completely, including earlier ones", () => {
  const fine = "create table extra (n integer) strict;";
  const broken =
    "create table half (n integer) strict; insert into half values (1); insert into nowhere values (1);";
  withRaw((raw) => {
    migrate(raw);
    const before = schemaOf(raw);
    expect(() => migrate(raw, [...migrations, fine, broken])).toThrow("nowhere");
    expect(schemaOf(raw)).toEqual(before);
    expect(versionOf(raw)).toBe(schemaVersion);
    expect(raw.inTransaction).toBe(false);
  });
  withRaw(
    (raw) => {
      expect(() => migrate(raw, [broken])).toThrow("nowhere");
      expect([versionOf(raw), schemaOf(raw)]).toEqual([0, []]);
    },
    join(folder, "fresh.db"),
  );
});

describe("an unusable file", () => {
  test("from a newer version is refused and left unchanged", () => {
    openDatabase(path).close();
    withRaw((raw) => raw.run(`pragma user_version = ${schemaVersion + 1}`));
    const before = files();
    expect(() => openDatabase(path)).toThrow(UnusableDatabase);
    expect(() => openDatabase(path)).toThrow("newer schedkit");
    expect(files()).toEqual(before);
  });

  test.each([
    ["in SQLite's first journal mode", "delete"],
    ["with a write-ahead log", "wal"],
  ])("from another program, %s, is refused and left unchanged", (_how, mode) => {
    withRaw((raw) => {
      raw.run(`pragma journal_mode = ${mode}`);
      raw.run("create table bookings (id integer primary key, theirs text)");
      raw.run("insert into bookings values (1, 'precious')");
    });
    const before = files();
    expect(() => openDatabase(path)).toThrow(UnusableDatabase);
    expect(() => openDatabase(path)).toThrow("not a schedkit database");
    expect(files()).toEqual(before);
  });

  test("marked by another program is refused even if it is empty", () => {
    withRaw((raw) => raw.run("pragma application_id = 1196444487"));
    expect(() => openDatabase(path)).toThrow("not a schedkit database");
  });

  test.each([
    ["text", "This is a letter to my landlord.\n".repeat(200)],
    ["noise", Uint8Array.from({ length: 8192 }, (_, n) => (n * 7919) % 256)],
    ["half a header", "SQLite format 3\0"],
  ])("containing %s fails with one line and is left unchanged", (_what, content) => {
    writeFileSync(path, content);
    const before = files();
    const error = thrownBy(() => openDatabase(path)) as Error;
    expect(error.message).toContain("not a database");
    expect(error.message).not.toContain("\n");
    expect(files()).toEqual(before);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
}

describe("processes that start together", () => {
  test("all open the same new file", async () => {
    const starts = Array.from({ length: 4 }, () =>
      Bun.spawn([...program, "migrate"], {
        env: { ...process.env, DATA_DIR: folder },
        stdout: "pipe",
        stderr: "pipe",
      }),
    );
    const ends = await Promise.all(
      starts.map(async (one) => [await one.exited, await new Response(one.stderr).text()]),
    );
    expect(ends).toEqual(ends.map(() => [0, ""]));
    withRaw((raw) => expect(versionOf(raw)).toBe(schemaVersion));
  });

  /** Runs `meanwhile` while this process is reading the file for the first time. */
  function interrupted(raw: BunDatabase, meanwhile: () => void, before = 3): BunDatabase {
    const query = raw.query.bind(raw);
    let looks = 0;
    raw.query = (text: string) => {
      looks += 1;
      if (looks === before) meanwhile();
      return query(text);
    };
    return raw;
  }

  test("do not mistake a half-written schema for a foreign one", () => {
    withRaw((raw) => {
      raw.run("pragma journal_mode = wal");
      const other = () => withRaw((elsewhere) => migrate(elsewhere));
      expect(migrate(interrupted(raw, other))).toEqual({ from: schemaVersion, to: schemaVersion });
      expect(versionOf(raw)).toBe(schemaVersion);
    });
  });

  test("do not create the schema twice", () => {
    withRaw((raw) => {
      raw.run("pragma journal_mode = wal");
      const other = () => withRaw((elsewhere) => expect(() => migrate(elsewhere)).toThrow("locked"));
      expect(migrate(interrupted(raw, other, 6))).toEqual({ from: 0, to: schemaVersion });
    });
    expect.assertions(2);
  });

  test("do not downgrade the version of a newer one", () => {
    const newer = [...migrations, "create table extra (n integer) strict;"];
    withRaw((raw) => {
      raw.run("pragma journal_mode = wal");
      const other = () => withRaw((elsewhere) => migrate(elsewhere, newer));
      expect(() => migrate(interrupted(raw, other))).toThrow("newer schedkit");
      expect(versionOf(raw)).toBe(newer.length);
    });
  });
});
