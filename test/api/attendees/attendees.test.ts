import { afterEach, beforeEach, expect, test } from "bun:test";
import { anEventTypeOf, asTried, aPendingBooking, everyRow, expectProblem } from "../../support/http.ts";
import { startMailbox } from "../../support/smtp-server.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";
import { startAppMail } from "../../support/app-mail.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const victor = {
  attendee_name: "Victor Hollander",
  attendee_email: "Victor.H@Example.com",
  timezone: "Asia/Kathmandu",
  language: "de",
  notes: "About the zeppelin",
};
const question = { id: "topic", label: "Topic", type: "text", required: false };
const answers = [{ question_id: "topic", answer: "Rigid airships" }];

/** Every word that identifies Victor. */
const TRACES = /victor|hollander|example\.com.*zeppelin|zeppelin|airship|kathmandu|windy/i;

/** Victor's bookings with Jane: one confirmed with an idempotency key, and one pending, at different times. */
async function victorBooks(): Promise<{ confirmed: Json; pending: Json }> {
  await anEventTypeOf(app, key, { title: "Talk", questions: [question] });
  const { json: confirmed } = await app.book({ ...victor, answers }, "/v1/book/jane/talk", {
    "idempotency-key": "once",
  });
  const pending = await aPendingBooking(app, key, {
    ...victor,
    attendee_email: "VICTOR.H@EXAMPLE.COM",
    start_time: "2026-03-02T15:00:00Z",
  });
  return { confirmed, pending };
}

const victorsPath = "/v1/attendees/victor.h@example.com";
const exported = async (as = key) => (await app.request("GET", victorsPath, { key: as })).json;
const erase = (as = key) => app.request("DELETE", victorsPath, { key: as });

test("an export contains every booking of the address, ignoring case", async () => {
  const { confirmed, pending } = await victorBooks();
  await app.book({ start_time: "2026-03-02T16:00:00Z" });
  await app.request("POST", `/v1/cancel/${confirmed["cancel_token"]}/confirm`, {
    body: { reason: "Too windy" },
  });
  const { email, bookings, mails } = await exported();
  expect(email).toBe("victor.h@example.com");
  expect(bookings.map(({ id }: Json) => id)).toEqual([confirmed["id"], pending["id"]]);
  expect(bookings[0]).toMatchObject({
    attendee_name: "Victor Hollander",
    attendee_timezone: "Asia/Kathmandu",
    attendee_language: "de",
    notes: "About the zeppelin",
    answers: [{ question_id: "topic", label: "Topic", answer: "Rigid airships" }],
    cancellation_reason: "Too windy",
    username: "jane",
  });
  expect(bookings[1].links.cancel).toContain(`/v1/cancel/${pending["cancel_token"]}`);
  expect(mails.map(({ letter }: Json) => letter).toSorted()).toEqual([
    "attendee_booked",
    "attendee_cancelled",
    "attendee_requested",
    "host_booked",
    "host_cancelled",
    "host_requested",
  ]);
  for (const { letter, text } of mails)
    expect(text).toContain(letter.startsWith("host_") ? "Victor Hollander" : "Jane Doe");
});

test("an export contains no token to confirm bookings", async () => {
  const { pending } = await victorBooks();
  const { text } = await app.request("GET", victorsPath, { key });
  expect(text).toContain(pending["cancel_token"]);
  expect(text).not.toContain(pending["confirm_token"]);
});

test("an export contains the audit log, including earlier exports", async () => {
  const { pending } = await victorBooks();
  await app.request("POST", `/v1/bookings/${pending["id"]}/confirm`, { key });
  expect((await exported())["audit"]).toMatchObject([
    { action: "booking.approved", subject: { type: "booking", id: pending["id"] } },
  ]);
  expect((await exported())["audit"].map(({ action }: Json) => action)).toEqual([
    "booking.approved",
    "booking.exported",
    "booking.exported",
  ]);
});

test("ignores case beyond ASCII too", async () => {
  await app.book({ attendee_email: "jörg@müller.example" });
  const { json } = await app.request("GET", `/v1/attendees/${encodeURIComponent("JÖRG@MÜLLER.EXAMPLE")}`, {
    key,
  });
  expect(json["bookings"]).toHaveLength(1);
});

test("invalid text is nobody's address", async () => {
  await victorBooks();
  for (const path of ["/v1/attendees/%f4%90%80%80", "/v1/attendees/%00", "/v1/attendees/%"]) {
    expectProblem(await app.request("GET", path, { key }), 404, "not_found");
    expectProblem(await app.request("DELETE", path, { key }), 404, "not_found");
  }
});

test("an address is compared as a whole", async () => {
  await victorBooks();
  for (const part of ["h@example.com", "victor.h@example.co", "victor_h@example.com", "%@example.com", "x"]) {
    const path = `/v1/attendees/${encodeURIComponent(part)}`;
    expectProblem(await app.request("GET", path, { key }), 404, "not_found");
    expectProblem(await app.request("DELETE", path, { key }), 404, "not_found");
  }
});

test("an erasure removes every trace from the API and database", async () => {
  const { confirmed } = await victorBooks();
  await app.request("POST", `/v1/cancel/${confirmed["cancel_token"]}/confirm`, {
    body: { reason: "Too windy" },
  });
  expect(JSON.stringify(await everyRow(app))).toMatch(TRACES);
  const erased = await erase();
  expect({ status: erased.status, json: erased.json }).toEqual({
    status: 200,
    json: { bookings: 2, guest_of: 0, mails: 6, private_links: 0 },
  });
  expect(JSON.stringify(await everyRow(app))).not.toMatch(TRACES);
  for (const path of ["/v1/bookings", "/v1/outbox", "/v1/outbox/1", "/v1/outbox/2", "/v1/audit"]) {
    expect((await app.request("GET", path, { key })).text).not.toMatch(TRACES);
  }
});

test("an erased booking keeps only its time and status", async () => {
  const { confirmed } = await victorBooks();
  const before = (await app.request("GET", `/v1/bookings/${confirmed["id"]}`, { key })).json;
  await erase();
  const after = (await app.request("GET", `/v1/bookings/${confirmed["id"]}`, { key })).json;
  expect(after).toEqual({
    ...before,
    attendee_name: "Erased attendee",
    attendee_email: "erased@attendee.invalid",
    timezone: "UTC",
    attendee_timezone: "UTC",
    attendee_language: "en",
    notes: null,
    answers: [],
    updated_at: "2026-03-02T10:00:00Z",
  });
  expectProblem(await app.book({}, "/v1/book/jane/talk"), 409, "slot_unavailable");
});

test("links in emails to an erased attendee stop working", async () => {
  const { confirmed, pending } = await victorBooks();
  await erase();
  const links = [
    `GET /v1/cancel/${confirmed["cancel_token"]}`,
    `POST /v1/cancel/${confirmed["cancel_token"]}/confirm`,
    `GET /v1/reschedule/${confirmed["reschedule_token"]}`,
    `POST /v1/reschedule/${confirmed["reschedule_token"]}`,
    `GET /v1/bookings/${pending["confirm_token"]}/confirm`,
    `POST /v1/bookings/${pending["confirm_token"]}/decline`,
    `GET /book/jane/talk/${confirmed["reschedule_token"]}.ics`,
  ];
  const before = await everyRow(app);
  for (const link of links) {
    const [method, path] = link.split(" ") as [string, string];
    const body = method === "GET" ? undefined : { start_time: "2026-03-02T18:00:00Z" };
    const sent = path.includes("reschedule") ? body : method === "GET" ? undefined : {};
    const headers = { accept: "application/json" };
    const answered = await app.request(method, path, { headers, body: sent });
    expect({ link, status: answered.status }).toEqual({ link, status: 404 });
  }
  expect(await everyRow(app)).toEqual(before);
});

test("an idempotent retry after an erasure does not reveal erased data", async () => {
  await victorBooks();
  await erase();
  const again = await app.book({ ...victor, answers }, "/v1/book/jane/talk", { "idempotency-key": "once" });
  expectProblem(again, 409, "slot_unavailable");
});

test("waiting emails to an erased attendee expire, the host's lose names", async () => {
  await victorBooks();
  await app.book({ start_time: "2026-03-02T16:00:00Z" });
  await erase();
  const mailbox = await startMailbox();
  const worker = startAppMail(app.deps, mailbox);
  await worker.idle();
  await worker.stop();
  await mailbox.close();
  expect(mailbox.mails.flatMap(({ to }) => to).toSorted()).toEqual([
    "jane@example.com",
    "jane@example.com",
    "jane@example.com",
    "jason@example.com",
  ]);
  expect(JSON.stringify(mailbox.mails)).not.toMatch(TRACES);
});

test("an email to an erased attendee cannot be retried", async () => {
  await victorBooks();
  await app.database.write((trx) => trx.updateTable("outbox").set({ status: "failed" }).execute());
  await erase();
  const { json } = await app.request("GET", "/v1/outbox?status=expired", { key });
  expect(json["outbox"].map(({ letter }: Json) => letter)).toEqual(["attendee_requested", "attendee_booked"]);
  const [{ id }] = json["outbox"];
  expectProblem(await app.request("POST", `/v1/outbox/${id}/retry`, { key }), 409, "not_failed");
});

test("a host can still decide about an erased booking", async () => {
  const { confirmed } = await victorBooks();
  await erase();
  await asTried(app);
  const uidOf = async () =>
    (await app.request("GET", `/v1/bookings/${confirmed["id"]}`, { key })).json["uid"];
  const uid = await uidOf();
  const moved = await app.request("POST", `/v1/bookings/${confirmed["id"]}/reschedule`, {
    key,
    body: { start_time: "2026-03-02T18:00:00Z" },
  });
  expect(moved.status).toBe(200);
  await asTried(app);
  expect((await app.request("POST", `/v1/bookings/${confirmed["id"]}/cancel`, { key })).status).toBe(200);
  const { json } = await app.request("GET", "/v1/outbox?status=waiting", { key });
  expect(json["outbox"].map(({ letter }: Json) => letter).toSorted()).toEqual([
    "host_booked",
    "host_cancelled",
    "host_moved",
    "host_requested",
  ]);
  const cancelled = json["outbox"].find(({ letter }: Json) => letter === "host_cancelled");
  const { invitation } = (await app.request("GET", `/v1/outbox/${cancelled.id}`, { key })).json;
  expect(invitation).toMatchObject({ method: "CANCEL", ics: expect.stringContaining(`UID:${uid}`) });
});

test("other attendees and hosts are not affected", async () => {
  await victorBooks();
  await app.book({ start_time: "2026-03-02T16:00:00Z" });
  const { key: joes } = await app.host("joe");
  await app.book(victor, "/v1/book/joe/30min");
  const others = async () => {
    const { bookings, outbox } = await everyRow(app);
    return {
      bookings: bookings.filter(({ id }: Json) => id > 2),
      outbox: outbox.filter(({ booking_id }: Json) => booking_id > 2),
    };
  };
  const before = await others();
  expect(before).toMatchObject({ bookings: { length: 2 }, outbox: { length: 4 } });
  expect((await exported(joes))["bookings"]).toHaveLength(1);
  expect((await erase()).json).toEqual({ bookings: 2, guest_of: 0, mails: 4, private_links: 0 });
  expect(await others()).toEqual(before);
  expect((await exported(joes))["bookings"]).toHaveLength(1);
});

test("a second erasure is 404 and writes nothing", async () => {
  await victorBooks();
  await erase();
  const before = await everyRow(app);
  expectProblem(await app.request("GET", victorsPath, { key }), 404, "not_found");
  expectProblem(await erase(), 404, "not_found");
  expectProblem(await app.request("GET", "/v1/attendees/erased@attendee.invalid", { key }), 404, "not_found");
  expect(await everyRow(app)).toEqual(before);
});
