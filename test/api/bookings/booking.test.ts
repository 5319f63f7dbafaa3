import { afterEach, beforeEach, expect, test } from "bun:test";
import { startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await startApp();
  await app.host();
});
afterEach(() => app.close());

test("booking a free slot returns the published fields", async () => {
  const booked = await app.book({ notes: "Looking to discuss the enterprise plan" });
  expect(booked.status).toBe(201);
  expect(booked.json).toEqual({
    id: 1,
    status: "confirmed",
    requires_confirmation: false,
    attendee_name: "Jason Johnson",
    attendee_email: "jason@example.com",
    start_time: "2026-03-02T14:00:00Z",
    end_time: "2026-03-02T14:30:00Z",
    cancel_token: expect.stringMatching(/^[\w-]{30}$/),
    reschedule_token: expect.stringMatching(/^[\w-]{30}$/),
    view_token: expect.stringMatching(/^[\w-]{30}$/),
    event_type: "30 Minute Meeting",
    timezone: "America/Chicago",
    location: null,
    guests: [],
  });
});

test("a slot is sold once, and the next one stays free", async () => {
  expect((await app.book()).status).toBe(201);
  const again = await app.book({ attendee_name: "Somebody Else" });
  expect(again.status).toBe(409);
  expect(again.json.code).toBe("slot_unavailable");
  expect((await app.book({ start_time: "2026-03-02T14:30:00Z" })).status).toBe(201);
});

test("two hundred concurrent requests for one slot make one booking", async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => app.book({ attendee_name: `Number ${n}` })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(199);
});
