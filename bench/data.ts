import { Database } from "bun:sqlite";
import { join } from "node:path";
import { $ } from "bun";

const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Stored bookings: half an hour each, one per hour, so that slots remain free. */
export const LENGTH = 30 * MINUTE;
export const STEP = 60 * MINUTE;
/** Meetings booked by the load; short, so that there are enough slots. */
const SHORT = 5 * MINUTE;

/** Creates a data folder with `hosts` hosts, each available around the clock, with the types `30min` and `5min`. */
export async function makeHosts(binary: string, folder: string, hosts: number): Promise<void> {
  const env = { ...process.env, DATA_DIR: folder };
  for (let host = 0; host < hosts; host++) {
    const name = `host${host}`;
    await $`${binary} host add --name ${name} --email ${name}@example.com --slug ${name} --timezone America/New_York`
      .env(env)
      .quiet();
  }
  const database = new Database(join(folder, "schedkit.db"));
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "24:00" }));
  database.run("update schedules set weekly = ?", [JSON.stringify(weekly)]);
  database.run("update event_types set max_advance_days = 1000");
  database.run(`
    insert into event_types (host_id, slug, title, duration_minutes, buffer_before, buffer_after, min_notice_minutes,
      max_advance_days, location_type, requires_confirmation, questions, hidden, active, created_at, updated_at)
    select host_id, '5min', title, 5, 0, 0, 0, 1000, 'video', 0, '[]', 0, 1, 0, 0 from event_types`);
  database.close();
}

/** Adds `each` confirmed bookings per host: half past, half upcoming. */
export function fillBookings(folder: string, each: number): void {
  const database = new Database(join(folder, "schedkit.db"));
  database.run("pragma synchronous = off");
  const first = Math.floor(Date.now() / DAY) * DAY - Math.floor(each / 2) * STEP;
  const fill = database.transaction(() => {
    database
      .prepare<never, Record<string, number>>(
        `with recursive starts (n, start) as
           (select 1, $first union all select n + 1, start + $step from starts where n < $each)
         insert into meetings (event_type_id, starts_at, ends_at, sequence)
         select id, start, start + $length, 0 from event_types cross join starts where slug = '30min'`,
      )
      .run({ $first: first, $step: STEP, $each: each, $length: LENGTH });
    database.run(
      `insert into holds (host_id, busy_from, busy_until, meeting_id)
       select e.host_id, m.starts_at, m.ends_at, m.id from meetings as m join event_types as e on e.id = m.event_type_id`,
    );
    database.run(
      `insert into bookings (host_id, event_type_id, meeting_id, uid, sequence, status, requires_confirmation,
         organizer_email, attendee_name, attendee_email, address_key, search, attendee_time_zone, notes, answers,
         starts_at, ends_at, created_at, updated_at)
       select e.host_id, e.id, m.id, lower(hex(randomblob(16))), 0, 'confirmed', 0, 'host@example.com', 'Jason Johnson',
         'jason' || m.id || '@example.com', 'jason' || m.id || '@example.com',
         'jason johnson' || char(10) || 'jason' || m.id || '@example.com', 'America/Chicago', 'Hello', '[]', m.starts_at,
         m.ends_at, 0, 0
       from meetings as m join event_types as e on e.id = m.event_type_id`,
    );
  });
  fill();
  database.run("pragma wal_checkpoint(truncate)");
  database.close();
}

/** The number of client addresses that book. */
const CLIENTS = 1_000;

/** Request lines for `load.mjs` that book one slot each, spread over hosts and clients, from tomorrow on. */
export function bookingRequests(hosts: number, count: number): string[] {
  const start = (Math.floor(Date.now() / DAY) + 2) * DAY;
  const lines = Array.from({ length: count }, (_, n) => {
    const body = {
      attendee_name: "Jason Johnson",
      attendee_email: `jason${n}@example.com`,
      start_time: new Date(start + Math.floor(n / hosts) * SHORT).toISOString(),
      timezone: "America/Chicago",
      notes: "Looking to discuss the enterprise plan",
    };
    const client = `10.0.${Math.floor((n % CLIENTS) / 250)}.${n % 250}`;
    return `POST\t/v1/book/host${n % hosts}/5min\t${JSON.stringify(body)}\t${client}`;
  });
  return lines;
}

/** Request lines for the slots of one day, each of a different host and day. */
export function scatteredDays(hosts: number, days: number): string[] {
  const lines: string[] = [];
  for (let day = 1; day <= days; day++) {
    for (let host = 0; host < hosts; host++) lines.push(`GET\t${slotsPath(host, day, day)}`);
  }
  return lines;
}

/** The path of a host's slots between two numbers of days from today. */
export function slotsPath(host: number, from: number, to: number): string {
  const date = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  return `/v1/slots/host${host}/30min?from=${date(from)}&to=${date(to)}`;
}
