import { afterEach, beforeEach, expect, test } from "bun:test";
import { aPendingBooking, emailKindsOf } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const headers = { accept: "application/json" };
const fifty = <T>(ask: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 50 }, (_, n) => ask(n)));
const count = (answers: Answered[], status: number) => answers.filter((one) => one.status === status).length;

test.each(["confirm", "decline"])(
  "fifty concurrent decisions on one booking, %s first, make one decision",
  async (first) => {
    const { id, confirm_token } = await aPendingBooking(app, key);
    const other = first === "confirm" ? "decline" : "confirm";
    const answers = await fifty((n) => {
      const decision = n % 2 === 0 ? first : other;
      return n % 3 === 0
        ? app.request("POST", `/v1/bookings/${id}/${decision}`, { key })
        : app.request("GET", `/v1/bookings/${confirm_token}/${decision}`, { headers });
    });
    expect({ told: count(answers, 200), refused: count(answers, 409) }).toEqual({ told: 25, refused: 25 });
    const { json } = await app.request("GET", `/v1/bookings/${id}`, { key });
    const done = { confirm: "confirmed", decline: "declined" }[
      json["status"] === "confirmed" ? "confirm" : "decline"
    ];
    for (const answer of answers) {
      if (answer.status === 200) expect(answer.json["status"]).toBe(done);
      else expect(answer.json["code"]).toBe("not_pending");
    }
    expect(json["sequence"]).toBe(1);
    expect(await emailKindsOf(app, id)).toHaveLength(done === "confirmed" ? 4 : 3);
  },
);

test("concurrent decisions and reschedulings leave one history with its emails", async () => {
  const { id, confirm_token, cancel_token, reschedule_token } = await aPendingBooking(app, key);
  await fifty((n) => {
    if (n % 3 === 0) return app.request("POST", `/v1/cancel/${cancel_token}/confirm`, { headers });
    if (n % 3 === 1) return app.request("GET", `/v1/bookings/${confirm_token}/confirm`, { headers });
    const body = { start_time: "2026-03-02T16:00:00Z" };
    return app.request("POST", `/v1/reschedule/${reschedule_token}`, { headers, body });
  });
  expect((await app.request("GET", `/v1/bookings/${id}`, { key })).json["status"]).toBe("cancelled");
  const letters = await emailKindsOf(app, id);
  expect(new Set(letters).size).toBe(letters.length);
  expect(letters.slice(-2)).toEqual(["attendee_cancelled", "host_cancelled"]);
});

test("fifty concurrent reschedulings to one slot: one succeeds", async () => {
  const starts = (await app.request("GET", "/v1/slots/jane/30min?from=2026-03-03&to=2026-03-06")).json[
    "slots"
  ];
  const bookings: Json[] = [];
  for (const { start } of starts.slice(0, 50)) bookings.push((await app.book({ start_time: start })).json);
  expect(bookings).toHaveLength(50);
  const start_time = "2026-03-09T14:00:00Z";
  const answers = await fifty((n) =>
    n % 2 === 0
      ? app.request("POST", `/v1/reschedule/${bookings[n]!["reschedule_token"]}`, {
          headers,
          body: { start_time },
        })
      : app.request("POST", `/v1/bookings/${bookings[n]!["id"]}/reschedule`, {
          key,
          body: { start_time, override: true },
        }),
  );
  expect({ moved: count(answers, 200), refused: count(answers, 409) }).toEqual({ moved: 1, refused: 49 });
  const { json } = await app.request("GET", "/v1/bookings?limit=200", { key });
  const winner = answers.find(({ status }) => status === 200)!.json["id"];
  for (const { id, start_time: now, sequence } of json["bookings"]) {
    const before = bookings.find((one) => one["id"] === id)!;
    expect([now, sequence]).toEqual(id === winner ? [start_time, 1] : [before["start_time"], 0]);
  }
});

test("a booking and a rescheduling for one slot: one succeeds", async () => {
  const booking = (await app.book()).json;
  const start_time = "2026-03-02T16:00:00Z";
  const answers = await fifty((n) =>
    n % 2 === 0
      ? app.book({ start_time })
      : app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, {
          headers,
          body: { start_time },
        }),
  );
  const live = (await app.request("GET", `/v1/bookings?from=${start_time}&to=${start_time}`, { key })).json;
  expect(live["total"]).toBe(1);
  const moved = live["bookings"][0].id === booking["id"];
  expect(count(answers, 201)).toBe(moved ? 0 : 1);
  expect(count(answers, 200)).toBe(moved ? 25 : 0);
});
