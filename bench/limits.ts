import { Database } from "bun:sqlite";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DAY } from "./data.ts";
import { copyOf } from "./folder.ts";
import { HOSTS, load64 } from "./measures.ts";
import { type Load, startServer } from "./processes.ts";
import type { Row } from "./report.ts";
import { inTurns } from "./turns.ts";

const MINUTE = 60_000;
/** More than the API allows. */
const NEVER_REACHED = 100_000;
const REQUESTS = 20_000;
const WARMING = 6_000;

/** What a limit per month that is never reached costs: with as many bookings as one can allow, and with many more. */
export async function limitRows(binary: string, empty: string): Promise<Row[]> {
  return [
    {
      ...(await limitRow(binary, empty, { hosts: HOSTS, each: 1_000 })),
      what: "bookings with a limit per month, hosts with 1,000 in that month, against no limit",
      atLeast: 0.5,
    },
    {
      ...(await limitRow(binary, empty, { hosts: 1, each: 20_000 })),
      what: "likewise, a host with 20,000 in that month",
    },
  ];
}

type Calendars = { readonly hosts: number; readonly each: number };

async function limitRow(
  binary: string,
  empty: string,
  calendars: Calendars,
): Promise<Pick<Row, "value" | "note">> {
  const folder = copyOf(empty);
  const first = fill(folder, calendars);
  const lines = requestsFrom(first + MINUTE, calendars);
  const { none, bookings, minutes } = await inTurns(3, {
    none: () => bookWith([]),
    bookings: () => bookWith([{ period: "month", bookings: NEVER_REACHED }]),
    minutes: () => bookWith([{ period: "month", minutes: NEVER_REACHED }]),
  });
  rmSync(folder, { recursive: true });
  const rates = [bookings, none, minutes].map(({ perSecond }) => perSecond.toFixed(0));
  return {
    value: bookings.perSecond / none.perSecond,
    note: `${rates[0]} and ${rates[1]} a second; ${rates[2]} with a limit of minutes`,
  };

  async function bookWith(limits: readonly object[]): Promise<Load> {
    const copy = copyOf(folder);
    const database = new Database(join(copy, "schedkit.db"));
    database.run("update event_types set limits = ? where slug = '1min'", [JSON.stringify(limits)]);
    database.close();
    const server = await startServer(binary, copy);
    await load64(server, lines.slice(0, WARMING), 1);
    const loaded = await load64(server, lines.slice(WARMING), 2);
    await server.stop();
    rmSync(copy, { recursive: true });
    return loaded;
  }
}

/** Books every other minute from the second day of a month on, and returns the first one. */
function fill(folder: string, { hosts, each }: Calendars): number {
  const database = new Database(join(folder, "schedkit.db"));
  const soon = new Date(Date.now() + 3 * DAY);
  const first = Date.UTC(soon.getUTCFullYear(), soon.getUTCMonth() + 1, 2);
  database.run("pragma synchronous = off");
  database.run("begin");
  database.run(
    `insert into event_types (host_id, slug, title, duration_minutes, buffer_before, buffer_after, min_notice_minutes,
       max_advance_days, location_type, requires_confirmation, questions, hidden, active, created_at, updated_at)
     select id, '1min', '1min', 1, 0, 0, 0, 1000, 'video', 0, '[]', 0, 1, 0, 0 from hosts order by id limit ?`,
    [hosts],
  );
  database.run(
    `with recursive starts (n) as (select 0 union all select n + 1 from starts where n + 1 < ?1)
     insert into meetings (event_type_id, starts_at, ends_at, sequence)
     select id, ?2 + n * 2 * ?3, ?2 + n * 2 * ?3 + ?3, 0 from event_types, starts where slug = '1min'`,
    [each, first, MINUTE],
  );
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
  database.run("commit");
  database.run("pragma wal_checkpoint(truncate)");
  database.close();
  return first;
}

/** Request lines that book the minutes between those. */
function requestsFrom(first: number, { hosts }: Calendars): string[] {
  return Array.from({ length: REQUESTS }, (_, n) => {
    const body = {
      attendee_name: "Jason Johnson",
      attendee_email: `jason${n}@example.com`,
      start_time: new Date(first + Math.floor(n / hosts) * 2 * MINUTE).toISOString(),
      timezone: "America/Chicago",
    };
    return `POST\t/v1/book/host${n % hosts}/1min\t${JSON.stringify(body)}`;
  });
}
