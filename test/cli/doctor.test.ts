import { Database } from "bun:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../src/doctor/check.ts";
import { version } from "../../src/observability/version.ts";
import { insertRawBooking } from "../support/raw-database.ts";
import { endOf, runSchedkit, startServer, temporaryFolder } from "../support/start-server.ts";

// These tests start processes, which can be slow on a busy machine.

const jane = "host add --name Jane --email jane@example.com --slug jane --timezone Europe/Berlin".split(" ");

let well: ReturnType<typeof temporaryFolder>;
let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;

beforeAll(async () => {
  well = temporaryFolder();
  await runSchedkit(jane, { dataDir: join(well.path, "data") });
});
afterAll(() => well.remove());

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
  cpSync(join(well.path, "data"), dataDir, { recursive: true });
});
afterEach(() => folder.remove());

type Diagnosis = {
  readonly code: number;
  readonly ok: boolean;
  /** The findings of this check, one line each. */
  of(name: string): string[];
};

async function diagnose(env: Record<string, string> = {}, ...args: string[]): Promise<Diagnosis> {
  const { out, err, code } = await endOf(["doctor", "--json", ...args], { dataDir, env });
  expect(err).toBe("");
  const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: Finding[] };
  const of = (name: string) =>
    checks
      .filter((check) => check.name === name)
      .map((check) => [check.status, check.says, check.do].filter(Boolean).join(" | "));
  return { code, ok, of };
}

function change(work: (raw: Database) => void): void {
  const raw = new Database(join(dataDir, "schedkit.db"));
  work(raw);
  raw.close();
}

/** Readers change the WAL index, which is only shared memory. */
const bytesOf = (path: string) =>
  Object.fromEntries(
    readdirSync(path)
      .filter((name) => !name.endsWith("-shm"))
      .map((name) => [name, Bun.hash(readFileSync(join(path, name)))]),
  );

describe("with a running server", () => {
  test("every check passes and nothing is written", async () => {
    const server = await startServer({ dataDir });
    const backups = join(folder.path, "backups");
    mkdirSync(backups);
    writeFileSync(join(backups, "schedkit-2026-11-22.db"), "");
    const env = { PUBLIC_URL: server.address, PORT: new URL(server.address).port, BACKUP_DIR: backups };
    const before = bytesOf(dataDir);
    const { out, err, code } = await endOf(["doctor"], { dataDir, env: { ...env, RATE_LIMIT: "on" } });
    const after = bytesOf(dataDir);
    await server.stop();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n").filter((line) => !line.startsWith("ok    "))).toEqual([
      "warn  smtp: SMTP_URL is not set: emails stay in the outbox. Set SMTP_URL and MAIL_FROM to send them.",
      "",
      expect.stringMatching(/^\d+ passed, 1 to look at, 0 broken\.$/),
      "",
    ]);
    expect(out).toContain(`ok    public_url: this schedkit responds at ${server.address}\n`);
    expect(out).toMatch(/ok {4}integrity: \d+ KiB read, completely \(integrity_check\)\n/);
    expect(after).toEqual(before);
  });

  test("distinguishes another schedkit from an unreachable one", async () => {
    const other = join(folder.path, "other");
    const jim = jane.map((word) => word.replace("jane", "jim"));
    await runSchedkit(jim, { dataDir: other });
    const [mine, theirs] = await Promise.all([startServer({ dataDir }), startServer({ dataDir: other })]);
    const PORT = new URL(mine.address).port;
    const [stranger, nobody] = await Promise.all([
      diagnose({ PORT, PUBLIC_URL: theirs.address }),
      diagnose({ PORT, PUBLIC_URL: "http://127.0.0.1:1" }),
    ]);
    await Promise.all([mine.stop(), theirs.stop()]);
    expect(stranger.of("public_url")[0]).toStartWith(`fail | a schedkit responds at ${theirs.address}, but`);
    expect(nobody.of("public_url")[0]).toStartWith("fail | http://127.0.0.1:1 cannot be reached from here");
  });
});

test("reports a missing database without creating one", async () => {
  rmSync(dataDir, { recursive: true });
  const found = await diagnose();
  expect(found).toMatchObject({ code: 0, ok: true });
  expect(found.of("data_folder")).toEqual([
    `warn | ${dataDir} does not exist yet | The first start creates it: schedkit serve`,
  ]);
  expect(readdirSync(folder.path)).toEqual([]);
});

test("leaves an unused database unchanged, without side files", async () => {
  const before = bytesOf(dataDir);
  expect((await diagnose()).of("database")[0]).toStartWith("ok | schema ");
  expect(bytesOf(dataDir)).toEqual(before);
});

test("reports every unusable variable and continues", async () => {
  const bad = { PORT: "99999", LOG_LEVEL: "loud", SMTP_URL: "smtp://u:hunter2@x" };
  const found = await diagnose({ ...bad, SMPT_URL: "x", PUBLICURL: "x", HOSTNAME: "x" });
  expect(found.code).toBe(1);
  expect(found.of("configuration").map((line) => line.split(";")[0])).toEqual([
    'fail | PORT is "99999"',
    "fail | MAIL_FROM is not set",
    'fail | LOG_LEVEL is "loud"',
  ]);
  expect(found.of("spelling").map((line) => line.split(" | ").at(-1))).toEqual([
    "If you meant SMTP_URL, rename it.",
    "If you meant PUBLIC_URL, rename it.",
  ]);
  expect(found.of("smtp")).toEqual(["warn | not checked, because of MAIL_FROM"]);
  expect(found.of("overlaps")).toEqual(["ok | no live bookings of a host overlap"]);
});

test("reports settings that do not go together", async () => {
  const found = await diagnose({ PUBLIC_URL: "http://book.example.invalid", RATE_LIMIT: "off" });
  expect(found.of("configuration")).toEqual([
    expect.stringContaining("warn | PUBLIC_URL is http://book.example.invalid, which is not encrypted"),
    expect.stringContaining("warn | RATE_LIMIT is off"),
  ]);
  expect(found.of("public_url")[0]).toContain("the name does not exist");
  const mailing = { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "a@example.com", RATE_LIMIT: "on" };
  expect((await diagnose(mailing)).of("configuration")[0]).toContain("only works on this machine");
});

test("reports a foreign program, a redirect, another version and a wrong clock", async () => {
  const date = new Date(Date.now() + 300_000).toUTCString();
  const answers: Record<string, () => Response> = {
    "/other/version": () => new Response("hello"),
    "/moved/version": () => Response.redirect("https://book.example.com/version"),
    "/old/version": () => Response.json({ ...version, version: "0.0.1" }, { headers: { date } }),
    "/old/v1/u/jane": () => Response.json({}),
    "/proxy/version": () => new Response("Bad Gateway", { status: 502 }),
  };
  const web = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: ({ url }) => answers[new URL(url).pathname]?.() ?? new Response(null, { status: 404 }),
  });
  const at = (path: string) => diagnose({ PUBLIC_URL: `http://127.0.0.1:${web.port}/${path}` });
  const [other, moved, old, proxy] = await Promise.all(["other", "moved", "old", "proxy"].map(at));
  await web.stop(true);
  expect(other!.of("public_url")[0]).toStartWith("fail | another program responds at http://127.0.0.1:");
  expect(moved!.of("public_url")[0]).toContain("redirects to https://book.example.com |");
  expect(old!.of("public_url")[0]).toStartWith("warn | schedkit 0.0.1 responds at");
  expect(old!.of("clock")[0]).toMatch(
    /^warn \| the clock of the server at PUBLIC_URL is [45] minutes ahead of/,
  );
  expect(proxy!.of("public_url")[0]).toContain("responds with 502: the proxy cannot reach the server");
});

describe("the data folder", () => {
  test("reports open permissions, a lost secret and foreign owners", async () => {
    chmodSync(join(dataDir, "schedkit.secret"), 0o644);
    expect((await diagnose()).of("data_folder")[0]).toStartWith(
      `warn | ${dataDir}/schedkit.secret is accessible`,
    );
    rmSync(join(dataDir, "schedkit.secret"));
    // Only root can change the owner of files.
    const isRoot = process.getuid!() === 0;
    if (isRoot) chownSync(join(dataDir, "schedkit.db"), 1234, 1234);
    const found = await diagnose();
    expect(found.of("secret")[0]).toStartWith(`fail | ${dataDir}/schedkit.secret is missing`);
    expect(found.of("data_folder")[0]).toStartWith(
      isRoot ? `fail | ${dataDir}/schedkit.db belongs to uid 1234, but the folder to uid 0 |` : "ok |",
    );
  });

  test("reports a truncated secret and one of another server", async () => {
    const path = join(dataDir, "schedkit.secret");
    writeFileSync(path, "abc");
    expect((await diagnose()).of("secret")[0]).toContain("does not contain a secret of 32 bytes");
    change((raw) => raw.run("update settings set secret_fingerprint = 'of another'"));
    writeFileSync(path, "ab".repeat(32));
    expect((await diagnose()).of("secret")[0]).toContain(
      "is not the secret that links in sent emails were made with",
    );
  });
});

describe("the database", () => {
  test("reports damage in one line without a stack", async () => {
    let page = 0;
    change((raw) => {
      page = raw
        .query<{ rootpage: number }, []>("select rootpage from sqlite_schema where name = 'schedules'")
        .get()!.rootpage;
    });
    const file = openSync(join(dataDir, "schedkit.db"), "r+");
    writeSync(file, Buffer.alloc(4_096, 0x55), 0, 4_096, (page - 1) * 4_096);
    const { out, code } = await endOf(["doctor"], { dataDir });
    expect(code).toBe(1);
    expect(out).toMatch(
      /^FAIL {2}integrity: the file is damaged: .+ Stop the server and restore your last backup: schedkit restore FILE$/m,
    );
    expect(out).not.toContain("    at ");
  });

  test.each([
    ["no database", Buffer.alloc(8_192, 1), "cannot be read: file is not a database"],
    ["the database of another program", undefined, "is not a schedkit database"],
  ])("reports %s", async (_what, bytes, says) => {
    if (bytes) writeFileSync(join(dataDir, "schedkit.db"), bytes);
    else change((raw) => raw.run("pragma application_id = 7"));
    const found = await diagnose();
    expect(found.code).toBe(1);
    expect(found.of("database")[0]).toContain(says);
    expect(found.of("overlaps")).toEqual([]);
  });

  test("reports an overlap even without its trigger, and the missing trigger", async () => {
    change((raw) => {
      raw.run("drop trigger holds_do_not_overlap");
      insertRawBooking(raw, 1, 0, 3_600_000);
      insertRawBooking(raw, 2, 1_800_000, 2_000_000);
      insertRawBooking(raw, 3, 2_400_000, 3_000_000);
      insertRawBooking(raw, 5, 3_600_000, 4_000_000);
    });
    const found = await diagnose();
    expect(found.code).toBe(1);
    expect(found.of("overlaps")[0]).toStartWith(
      "fail | 2 bookings begin before the previous one has ended: 2 of jane (1970-01-01T00:30:00Z), 3 of jane (1970-01-01T00:40:00Z) |",
    );
    expect(found.of("schema")[0]).toContain("trigger holds_do_not_overlap");
  });

  test("reports triggers and views that schedkit did not create", async () => {
    change((raw) => {
      raw.run("create trigger spy after insert on bookings begin select 1; end");
      raw.run("create view people as select * from hosts");
    });
    const found = await diagnose();
    expect(found.code).toBe(1);
    expect(found.of("schema")[0]).toStartWith("fail | not created by schedkit: ");
    for (const part of ["view people", "trigger spy"]) expect(found.of("schema")[0]).toContain(part);
  });

  test("reports live bookings without a hold, and no cancelled ones", async () => {
    change((raw) => {
      for (const id of [1, 2, 3]) insertRawBooking(raw, id, id * 3_600_000, (id + 1) * 3_600_000);
      raw.run("update bookings set status = 'cancelled' where id = 1");
      raw.run("delete from holds where meeting_id in (1, 2)");
      raw.run("update holds set busy_until = busy_until - 1 where meeting_id = 3");
    });
    const found = await diagnose();
    expect(found.code).toBe(1);
    expect(found.of("overlaps")[0]).toContain(
      "2 live bookings have no hold, so the time could be booked again: 2, 3",
    );
  });

  test("reports dangling references and a newer schema", async () => {
    change((raw) => raw.run("update event_types set schedule_id = 99"));
    expect((await diagnose()).of("integrity")[0]).toContain("1 row of event_types without schedules");
    change((raw) => raw.run("pragma user_version = 999"));
    expect((await diagnose()).of("database")[0]).toContain("written by a newer schedkit (schema 999");
  });

  test("reports unused keys, locked-out hosts, unavailable event types and stuck emails", async () => {
    change((raw) => {
      const day = 86_400_000;
      raw.run("update api_keys set created_at = ?", [Date.now() - 31 * day]);
      raw.run("update schedules set weekly = '[]'");
      raw.run(
        `insert into hosts (id, slug, name, email, time_zone, created_at, updated_at)
         values (2, 'joan', 'Joan', 'joan@example.com', 'UTC', ?1, ?1)`,
        [Date.now() + day],
      );
      insertRawBooking(raw, 1, 0, 1);
      for (const [id, status] of [
        [1, "waiting"],
        [2, "failed"],
      ] as const) {
        raw.run(
          `insert into outbox (kind, host_id, booking_id, topic, recipient, subject, payload, message_id, useful_until,
             status, attempts, due_at, leased_until, last_error, created_at)
           values ('email', 1, 1, 'x', 'a@example.com', 's', '{}', ?1, 0, ?2, 1, ?3, 0, 'no such box', ?3)`,
          [String(id), status, Date.now() - 2 * 3_600_000],
        );
      }
    });
    const found = await diagnose({ SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "a@example.com" });
    expect(found.of("api_keys")[0]).toMatch(
      /^warn \| created over 30 days ago and never used: sk_.+… of jane \|/,
    );
    expect(found.of("hosts")[0]).toStartWith("warn | without an API key or a password: joan |");
    expect(found.of("event_types")[0]).toStartWith("warn | offered but without bookable hours: jane/30min |");
    expect(found.of("outbox")[0]).toStartWith(
      "fail | 1 email waits, 1 was given up; the oldest has been due for 2 hours; the last error: no such box |",
    );
    expect(found.of("clock")[0]).toMatch(
      /^fail \| it shows .*, but the newest row in the database is a day ahead/,
    );
  });
});

test("reports an old or missing backup, and newer zone data", async () => {
  const backups = join(folder.path, "backups");
  mkdirSync(backups);
  writeFileSync(join(folder.path, "tzdata.zi"), "# version 2099a\n");
  const env = { BACKUP_DIR: backups, TZDIR: folder.path };
  expect((await diagnose(env)).of("backup")[0]).toStartWith(`warn | there is no backup in ${backups}`);
  const file = join(backups, "schedkit-2026-03-01.db");
  writeFileSync(file, "");
  const old = new Date(Date.now() - 72 * 3_600_000);
  utimesSync(file, old, old);
  const found = await diagnose(env);
  expect(found.of("backup")[0]).toStartWith("warn | the newest is 3 days old");
  expect(found.of("zone_data")[0]).toMatch(/^warn \| \d{4}\w, while this machine has 2099a/);
});
