import { Database as BunDatabase } from "bun:sqlite";
import { migrate } from "../../src/db/sqlite/migrator.ts";

/** SQLite's own handle on an empty schema in memory, past all of our code. */
export function rawDatabase(): BunDatabase {
  const raw = new BunDatabase(":memory:", { strict: true });
  migrate(raw);
  raw.run("pragma foreign_keys = on");
  return raw;
}

/** Hosts 1 and 2 with an event type each, of the same numbers. */
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

/** A booking as the overlap rule sees it. */
export type Hold = {
  readonly id: number;
  readonly host_id: number;
  readonly status: string;
  readonly busy_from: number;
  readonly busy_until: number;
};

/** Inserts a booking whose meeting fills its occupied time; `verb` can be `insert or replace` and the like. */
export function insertHold(raw: BunDatabase, hold: Hold, verb = "insert"): void {
  raw.run(
    `${verb} into bookings (id, host_id, event_type_id, uid, sequence, status, requires_confirmation,
       attendee_name, attendee_email, attendee_time_zone, answers, starts_at, ends_at, busy_from, busy_until,
       created_at, updated_at)
     values (?1, ?2, ?2, ?1, 0, ?3, 0, 'Ada', 'ada@example.com', 'UTC', '[]', ?4, ?5, ?4, ?5, 0, 0)`,
    [hold.id, hold.host_id, hold.status, hold.busy_from, hold.busy_until],
  );
}
