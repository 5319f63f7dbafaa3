import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../src/db/sqlite/migrator.ts";
import { migrations } from "../../migrations/sqlite/index.ts";
import { asTried } from "../support/http.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "schedkit-test-"));
  path = join(folder, "schedkit.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Stored facts from the first release, without languages. */
const facts = {
  bookingId: 1,
  uid: "older",
  sequence: 0,
  status: "pending",
  startsAt: Date.parse("2099-03-20T14:00:00Z"),
  endsAt: Date.parse("2099-03-20T14:30:00Z"),
  movedFrom: null,
  happenedAt: Date.parse("2026-03-02T09:00:00Z"),
  eventTitle: "Call",
  eventSlug: "call",
  location: null,
  host: { name: "Jane Doe", email: "jane@example.com", slug: "jane", timeZone: "Europe/Berlin" },
  attendee: { name: "Jason Johnson", email: "jason@example.com", timeZone: "America/Chicago" },
  notes: null,
  answers: [],
  actor: "attendee",
  reason: null,
  invitation: null,
};

/** A database from the first release: one host, one pending booking, and its two unsent emails. */
function anOlderDatabase(): void {
  const raw = new BunDatabase(path, { create: true });
  migrate(raw, migrations.slice(0, 1));
  raw.run(
    `insert into hosts values (1, 'jane', 'Jane Doe', 'jane@example.com', 'Europe/Berlin', null, 0, 0)`,
  );
  raw.run(`insert into schedules values (1, 1, 'Hours', 'Europe/Berlin', '[]', '[]', 1, 0, 0)`);
  raw.run(`insert into event_types values
    (1, 1, 'call', 'Call', null, 30, 0, 0, 0, 60, null, null, 'video', null, 1, '[]', null, 0, 1, 0, 0, null)`);
  raw.run(
    `insert into bookings values (1, 1, 1, 'older', 0, 'pending', 1, 'Jason Johnson', 'jason@example.com',
    'America/Chicago', null, '[]', null, null, null, ?1, ?2, ?1, ?2, 0, 0)`,
    [facts.startsAt, facts.endsAt],
  );
  for (const [letter, recipient] of [
    ["attendee_requested", "jason@example.com"],
    ["host_requested", "jane@example.com"],
  ] as const) {
    raw.run(
      `insert into outbox values
      (null, 1, 1, ?1, ?2, ?3, ?1, ?4, 'waiting', 0, null, 0, 0, null, 0, null)`,
      [letter, recipient, JSON.stringify(facts), facts.endsAt],
    );
  }
  raw.close();
}

async function keyOf(app: TestApp): Promise<string> {
  const key = "sk_older-key";
  const hash = new Bun.CryptoHasher("sha256").update(key).digest("hex");
  await app.database.write((trx) =>
    trx
      .insertInto("api_keys")
      .values({ host_id: 1, name: "Key", prefix: "sk_older", hash, created_at: 0, last_used_at: null })
      .execute(),
  );
  return key;
}

test("a database of the first release opens in English with its emails", async () => {
  anOlderDatabase();
  const app = await startApp({ path });
  try {
    const key = await keyOf(app);
    const get = async (target: string) => (await app.request("GET", target, { key })).json;
    expect(await get("/v1/me")).toMatchObject({ slug: "jane", language: "en" });
    expect(await get("/v1/bookings/1")).toMatchObject({ uid: "older", attendee_language: "en" });
    const [attendees, hosts] = [await get("/v1/outbox/1"), await get("/v1/outbox/2")];
    expect(attendees["text"]).toContain("Your request has been sent");
    expect(attendees["text"].replaceAll(/\s/g, " ")).toContain("Friday, March 20, 2099, 9:00 AM");
    expect(hosts["text"]).toContain("You have a new request");
    expect(hosts["text"]).not.toContain("lang=");
    await asTried(app);
    const decided = await app.request("POST", "/v1/bookings/1/confirm", { key });
    expect(decided).toMatchObject({ status: 200, json: { status: "confirmed" } });
    expect((await get("/v1/outbox/3"))["text"]).toContain("Your meeting is confirmed");
  } finally {
    app.close();
  }
});
