/**
 * A bare bun:sqlite loop that makes durable what a booking makes durable (its row and its two mails, in the
 * server's own schema) with one commit each, and nothing else: no HTTP, no checks. Then the same of one small row.
 * `bun bench/bare-commits.ts FOLDER` prints `{perSecond, median, p99, smallPerSecond}` (ms).
 */
import { Database } from "bun:sqlite";
import { join } from "node:path";

const SECONDS = 1;
const SHORT = 300_000;

const database = new Database(join(process.argv[2]!, "schedkit.db"));
database.run("pragma journal_mode = wal");
database.run("pragma synchronous = full");
database.run("pragma foreign_keys = on");
database.run("create table small (id integer primary key, body text) strict");

const types = database
  .query<{ id: number; host_id: number }, []>("select id, host_id from event_types where slug = '5min'")
  .all();
const insertBooking = database.prepare<never, (string | number)[]>(`
  insert into bookings (host_id, event_type_id, uid, sequence, status, requires_confirmation, attendee_name,
    attendee_email, attendee_time_zone, notes, answers, starts_at, ends_at, busy_from, busy_until, created_at, updated_at)
  values (?, ?, ?, 0, 'confirmed', 0, 'Jason Johnson', 'jason@example.com', 'America/Chicago',
    'Looking to discuss the enterprise plan', '[]', ?, ?, ?, ?, ?, ?)`);
const insertMail = database.prepare<never, (string | number)[]>(`
  insert into outbox (host_id, booking_id, letter, recipient, facts, message_id, useful_until, status, attempts,
    next_attempt_at, leased_until, created_at)
  values (?, ?, ?, 'jason@example.com', ?, ?, ?, 'waiting', 0, ?, 0, ?)`);
const insertSmall = database.prepare("insert into small (body) values (?)");

const facts = JSON.stringify({ facts: "x".repeat(600) });
const first = Math.ceil(Date.now() / SHORT) * SHORT;

const bookOne = database.transaction((n: number) => {
  const { id, host_id } = types[n % types.length]!;
  const start = first + Math.floor(n / types.length) * SHORT;
  const [uid, now] = [Bun.randomUUIDv7(), Date.now()];
  const times = [start, start + SHORT, start, start + SHORT, now, now];
  const booking = Number(insertBooking.run(host_id, id, uid, ...times).lastInsertRowid);
  for (const letter of ["attendee_booked", "host_booked"]) {
    insertMail.run(host_id, booking, letter, facts, `<${uid}.0.${letter}@localhost>`, start, now, now);
  }
});

const bookings = loop((n) => bookOne.immediate(n));
const small = loop(() => insertSmall.run("x".repeat(400)));
console.log(JSON.stringify({ ...bookings, smallPerSecond: small.perSecond }));

function loop(commit: (n: number) => unknown) {
  const times: number[] = [];
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    const before = performance.now();
    commit(times.length);
    times.push(performance.now() - before);
  }
  const perSecond = (times.length * 1000) / (performance.now() - began);
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.floor(sorted.length * share)]!;
  return { perSecond, median: quantile(0.5), p99: quantile(0.99) };
}
