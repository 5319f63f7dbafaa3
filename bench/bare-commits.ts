/**
 * A plain bun:sqlite loop that inserts the rows of a booking (its meeting, hold, booking and two emails, in the server's
 * schema) with one commit each, without HTTP or checks; then the same with one small row. `bun bench/bare-commits.ts FOLDER`
 * prints `{perSecond, smallPerSecond}`.
 */
import { Database } from "bun:sqlite";
import { join } from "node:path";

const SECONDS = 1;
const SHORT = 300_000;
/** The size of an email's payload on the server. */
const PAYLOAD_BYTES = 240;

const database = new Database(join(process.argv[2]!, "schedkit.db"));
database.run("pragma journal_mode = wal");
database.run("pragma synchronous = full");
database.run("pragma foreign_keys = on");
database.run("create table small (id integer primary key, body text) strict");

const types = database
  .query<{ id: number; host_id: number }, []>("select id, host_id from event_types where slug = '5min'")
  .all();
const insertMeeting = database.prepare<never, (string | number)[]>(
  "insert into meetings (event_type_id, starts_at, ends_at, location, sequence) values (?, ?, ?, null, 0)",
);
const insertHold = database.prepare<never, (string | number)[]>(
  "insert into holds (host_id, busy_from, busy_until, meeting_id) values (?, ?, ?, ?)",
);
const insertBooking = database.prepare<never, (string | number)[]>(`
  insert into bookings (host_id, event_type_id, meeting_id, uid, sequence, status, requires_confirmation,
    organizer_email, attendee_name, attendee_email, address_key, search, attendee_time_zone, notes, answers, starts_at,
    ends_at, created_at, updated_at)
  values (?, ?, ?, ?, 0, 'confirmed', 0, 'host@example.com', 'Jason Johnson', ?5, ?5, 'jason johnson' || char(10) || ?5,
    'America/Chicago', 'Looking to discuss the enterprise plan', '[]', ?, ?, ?, ?)`);
const insertEmail = database.prepare<never, (string | number)[]>(`
  insert into outbox (kind, host_id, booking_id, topic, recipient, subject, payload, message_id, due_at, useful_until,
    status, attempts, leased_until, created_at)
  values ('email', ?, ?, ?, 'jason@example.com', '5min: Jason Johnson and host0', ?, ?, ?, ?, 'waiting', 0, 0, ?)`);
const insertSmall = database.prepare("insert into small (body) values (?)");

const payload = JSON.stringify({ event: "x".repeat(PAYLOAD_BYTES) });
const first = Math.ceil(Date.now() / SHORT) * SHORT;

const bookOne = database.transaction((n: number) => {
  const { id, host_id } = types[n % types.length]!;
  const start = first + Math.floor(n / types.length) * SHORT;
  const [end, now] = [start + SHORT, Date.now()];
  const uid = Bun.randomUUIDv7();
  const email = `jason${n}@example.com`;
  const meeting = Number(insertMeeting.run(id, start, end).lastInsertRowid);
  insertHold.run(host_id, start, end, meeting);
  const booking = Number(
    insertBooking.run(host_id, id, meeting, uid, email, start, end, now, now).lastInsertRowid,
  );
  for (const template of ["attendee_booked", "host_booked"]) {
    const messageId = `<${uid}.0.${template}.qPuY3SXbOMjD@localhost>`;
    insertEmail.run(host_id, booking, template, payload, messageId, now, end, now);
  }
});

const perSecond = rateOf((n) => bookOne.immediate(n));
const smallPerSecond = rateOf(() => insertSmall.run("x".repeat(400)));
console.log(JSON.stringify({ perSecond, smallPerSecond }));

function rateOf(commit: (n: number) => unknown): number {
  let commits = 0;
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) commit(commits++);
  return (commits * 1000) / (performance.now() - began);
}
