import { SQLiteError } from "bun:sqlite";
import { beforeEach, expect, test } from "bun:test";
import { type FailureLog, failureLog } from "../../src/server/failure-log.ts";

const POST = new Request("http://localhost/v1/book/jane/30min", { method: "POST" });
const FULL = Object.assign(Object.create(SQLiteError.prototype), { name: "SQLiteError", errno: 13 });

let now: number;
let logged: [string, unknown][];
let failures: FailureLog;

beforeEach(() => {
  now = 0;
  logged = [];
  const note = (message: string, fields?: unknown) => void logged.push([message, fields]);
  failures = failureLog({ error: note, info: note }, () => now);
});

test("logs a full disk once a minute, however many requests fail", () => {
  for (; now < 150_000; now += 100) failures.failed(POST, FULL);
  expect(logged.map(([message]) => message)).toEqual(Array(3).fill("request failed"));
});

test("logs the recovery once, with the number of failures", () => {
  for (let n = 0; n < 50; n += 1) failures.failed(POST, FULL);
  failures.wrote();
  failures.wrote();
  expect(logged.slice(1)).toEqual([["writes succeed again", { refused: 50 }]]);
});

test("logs an intermittent disk no more often", () => {
  for (; now < 60_000; now += 100) {
    failures.failed(POST, FULL);
    failures.wrote();
  }
  expect(logged).toHaveLength(2);
});

test("logs every bug with its location", () => {
  for (let n = 0; n < 3; n += 1) failures.failed(POST, new TypeError("nothing is not a function"));
  expect(logged).toHaveLength(3);
  const [, fields] = logged[0]!;
  expect(fields).toMatchObject({ method: "POST", error: expect.stringMatching(/TypeError[^]*failure-log/) });
});

test("logs nothing for successful requests", () => {
  failures.wrote();
  expect(logged).toEqual([]);
});

test("removes addresses, keys and tokens from logged bugs", () => {
  const token = "AAAAAAABvIRdPv63yff0jppqV0hQ6w";
  const key = `sk_${"k".repeat(43)}`;
  failures.failed(POST, new Error(`not for "jason@example.com": /v1/cancel/${token}/confirm, ${key}`), "a-1");
  expect(logged[0]![1]).toMatchObject({
    request_id: "a-1",
    error: expect.stringContaining('not for "[address]": /v1/cancel/[token]/confirm, [key]'),
  });
});
