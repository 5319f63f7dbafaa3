import { Database } from "bun:sqlite";
import { join } from "node:path";
import { DAY, LENGTH, STEP } from "./data.ts";

/** The schema version of a data folder. */
export function schemaOf(folder: string): number {
  const database = new Database(join(folder, "schedkit.db"));
  const { version } = database
    .query<{ version: number }, []>("select user_version as version from pragma_user_version")
    .get()!;
  database.close();
  return version;
}

/**
 * Adds `each` confirmed bookings per host, half of them past, to a database of schema 7 or older. It does not follow schema
 * changes, so that an older executable can still be compared with a newer one.
 */
export function fillSchema7(folder: string, each: number): void {
  const database = new Database(join(folder, "schedkit.db"));
  database.run("pragma synchronous = off");
  const first = Math.floor(Date.now() / DAY) * DAY - Math.floor(each / 2) * STEP;
  const insert = database.prepare<never, Record<string, number>>(`
    with recursive starts (n, start) as
      (select 1, $first union all select n + 1, start + $step from starts where n < $each)
    insert into bookings (host_id, event_type_id, uid, sequence, status, requires_confirmation, attendee_name,
      attendee_email, attendee_time_zone, notes, answers, starts_at, ends_at, busy_from, busy_until, created_at, updated_at)
    select host_id, id, lower(hex(randomblob(16))), 0, 'confirmed', 0, 'Jason Johnson',
      'jason@example.com', 'America/Chicago', 'Hello', '[]', start, start + $length, start, start + $length, 0, 0
    from event_types cross join starts where slug = '30min'`);
  insert.run({ $first: first, $step: STEP, $each: each, $length: LENGTH });
  database.run("pragma wal_checkpoint(truncate)");
  database.close();
}
