import { Database as BunDatabase } from "bun:sqlite";
import { migrate } from "../../src/db/sqlite/migrator.ts";

/** A plain SQLite handle with our schema in memory. */
export function rawDatabase(): BunDatabase {
  const raw = new BunDatabase(":memory:", { strict: true });
  migrate(raw);
  raw.run("pragma foreign_keys = on");
  return raw;
}

/** Hosts 1 and 2 with event types 1 and 2. */
export function addTwoHosts(raw: BunDatabase): void {
  for (const id of [1, 2]) {
    raw.run(
      `insert into hosts (id, slug, name, email, time_zone, created_at, updated_at)
       values (?1, 'host' || ?1, 'Host', ?1 || '@example.com', 'UTC', 0, 0)`,
      [id],
    );
    raw.run(
      `insert into event_types (id, host_id, slug, title, duration_minutes, buffer_before, buffer_after,
         min_notice_minutes, max_advance_days, location_type, requires_confirmation, questions, hidden, active,
         created_at, updated_at)
       values (?1, ?1, 'call', 'Call', 30, 0, 0, 0, 60, 'video', 0, '[]', 0, 1, 0, 0)`,
      [id],
    );
  }
}

/** A row of the `holds` table. */
export type Hold = {
  readonly host_id: number;
  readonly busy_from: number;
  readonly busy_until: number;
  readonly meeting_id: number | null;
};

/** Inserts a hold; `verb` can be `insert or replace` and so on. */
export function insertHold(raw: BunDatabase, hold: Hold, verb = "insert"): void {
  raw.run(`${verb} into holds (host_id, busy_from, busy_until, meeting_id) values (?, ?, ?, ?)`, [
    hold.host_id,
    hold.busy_from,
    hold.busy_until,
    hold.meeting_id,
  ]);
}

/** Inserts a confirmed booking of host 1 with a meeting and a hold of the same id and time. */
export function insertRawBooking(raw: BunDatabase, id: number, from: number, until: number): void {
  raw.run("insert into meetings values (?1, 1, ?2, ?3, null, 0)", [id, from, until]);
  insertHold(raw, { host_id: 1, busy_from: from, busy_until: until, meeting_id: id });
  raw.run(
    `insert into bookings (id, host_id, event_type_id, meeting_id, uid, sequence, status, requires_confirmation,
       organizer_email, attendee_name, attendee_email, address_key, search, attendee_time_zone, answers, starts_at, ends_at,
       created_at, updated_at)
     values (?1, 1, 1, ?1, ?1, 0, 'confirmed', 0, 'jane@example.com', 'Ada', 'ada@example.com', 'ada@example.com',
       'ada' || char(10) || 'ada@example.com', 'UTC', '[]', ?2, ?3, 0, 0)`,
    [id, from, until],
  );
}
