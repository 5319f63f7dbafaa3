import { Database } from "bun:sqlite";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { $ } from "bun";
import { dashboardRows } from "./dashboard.ts";
import { copyOf } from "./folder.ts";
import { startServer } from "./processes.ts";
import type { Row } from "./report.ts";
import { median } from "./turns.ts";

const BOOKINGS = 100_000;
const ASKED = 15;
const HOUR_MS = 3_600_000;

/** How long a host with 100,000 bookings waits for lists with few results, beside a million bookings of others. */
export async function listRows(binary: string, full: string): Promise<Row[]> {
  const folder = copyOf(full);
  const words = "host add --json --name Busy --email busy@example.com --slug busy --timezone UTC".split(" ");
  const printed = await $`${binary} ${words}`.env({ ...process.env, DATA_DIR: folder }).text();
  const { id, api_key } = JSON.parse(printed.trim().split("\n").at(-1)!);
  fill(folder, id);
  const scan = scanning(folder, id);
  const server = await startServer(binary, folder);
  const take = async (path: string): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < ASKED; n++) {
      const began = performance.now();
      const response = await fetch(server.url + path, { headers: { "x-api-key": api_key } });
      await response.text();
      times.push(performance.now() - began);
    }
    return median(times.slice(1));
  };
  const row = async (what: string, path: string): Promise<Row> => {
    const took = await take(path);
    const bare = scan();
    return { what, value: took / bare, note: `${took.toFixed(1)} and ${bare.toFixed(1)} ms`, atMost: 1.5 };
  };
  const rows = [
    await row(
      "search that finds nothing among a host's 100,000 bookings, against a bare scan of them",
      "/v1/bookings?q=zzz",
    ),
    await row("likewise, bookings of one status", "/v1/bookings?status=cancelled"),
    await row("likewise, export of an attendee", "/v1/attendees/busy17@example.com"),
    ...(await dashboardRows(server, api_key)),
  ];
  await server.stop();
  rmSync(folder, { recursive: true });
  return rows;
}

/** Measures the median of a bare SQLite query that reads all bookings of a host, in ms. */
function scanning(folder: string, hostId: number): () => number {
  const database = new Database(join(folder, "schedkit.db"), { readonly: true });
  const query = database.query("select count(*) from bookings where host_id = ? and search like '%zzz%'");
  return () => {
    const times = Array.from({ length: ASKED }, () => {
      const began = performance.now();
      query.get(hostId);
      return performance.now() - began;
    });
    return median(times.slice(1));
  };
}

/** Adds alternating cancelled and confirmed bookings to a host, an hour apart, half of them past. */
function fill(folder: string, hostId: number): void {
  const database = new Database(join(folder, "schedkit.db"));
  database.run("pragma synchronous = off");
  const first = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - (BOOKINGS / 2) * HOUR_MS;
  const { id: type } = database
    .query<{ id: number }, [number]>("select id from event_types where host_id = ? limit 1")
    .get(hostId)!;
  const { last } = database
    .query<{ last: number }, []>("select coalesce(max(id), 0) as last from meetings")
    .get()!;
  database.run("begin");
  database.run(
    `with recursive starts (n, start) as (select 1, ?1 union all select n + 1, start + ?2 from starts where n < ?3)
     insert into meetings (id, event_type_id, starts_at, ends_at, sequence)
     select ?5 + n, ?4, start, start + ?2 / 2, 0 from starts`,
    [first, HOUR_MS, BOOKINGS, type, last],
  );
  database.run(
    `insert into holds (host_id, busy_from, busy_until, meeting_id)
     select ?1, starts_at, ends_at, id from meetings where id > ?2 and id % 2 = 0`,
    [hostId, last],
  );
  database.run(
    `insert into bookings (host_id, event_type_id, meeting_id, uid, sequence, status, requires_confirmation,
       organizer_email, attendee_name, attendee_email, address_key, search, attendee_time_zone, notes, answers,
       starts_at, ends_at, created_at, updated_at)
     select ?1, event_type_id, id, lower(hex(randomblob(16))), 0, iif(id % 2 = 0, 'confirmed', 'cancelled'), 0,
       'busy@example.com', 'Jason Johnson', 'busy' || (id - ?2) || '@example.com', 'busy' || (id - ?2) || '@example.com',
       'jason johnson' || char(10) || 'busy' || (id - ?2) || '@example.com', 'UTC', 'Hello', '[]', starts_at, ends_at, 0, 0
     from meetings where id > ?2`,
    [hostId, last],
  );
  database.run("commit");
  database.run("pragma wal_checkpoint(truncate)");
  database.close();
}
