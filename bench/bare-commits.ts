/** A bare bun:sqlite loop: one row of a booking's size, one durable commit each. Prints `{perSecond, median}` (ms). */
import { Database } from "bun:sqlite";

const SECONDS = 3;

const database = new Database(process.argv[2]);
database.run("pragma journal_mode = wal");
database.run("pragma synchronous = full");
database.run(
  "create table rows (id integer primary key, host_id integer, starts_at integer, body text) strict",
);
database.run("create index rows_by_start on rows (host_id, starts_at)");
const insert = database.prepare("insert into rows (host_id, starts_at, body) values (?, ?, ?)");

const body = "x".repeat(400);
const times: number[] = [];
const began = performance.now();
while (performance.now() - began < SECONDS * 1000) {
  const before = performance.now();
  insert.run(1, times.length, body);
  times.push(performance.now() - before);
}
const perSecond = (times.length * 1000) / (performance.now() - began);
const median = times.toSorted((a, b) => a - b)[times.length >> 1];
console.log(JSON.stringify({ perSecond, median }));
