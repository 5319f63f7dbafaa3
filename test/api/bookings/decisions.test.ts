import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPendingBooking, everyRow, expectProblem, emailKindsOf } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let booking: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  booking = await aPendingBooking(app, key);
});
afterEach(() => app.close());

const json = { accept: "application/json" };
const asked = ["attendee_requested", "host_requested"];
const letters = {
  confirm: ["attendee_approved", "host_approved"],
  decline: ["attendee_declined"],
  cancel: ["attendee_cancelled", "host_cancelled"],
};
const statuses = { confirm: "confirmed", decline: "declined", cancel: "cancelled" };
type Decision = keyof typeof letters;

const link = (method: string, target: string, headers: Record<string, string> = json, body?: unknown) =>
  app.request(method, target, { headers, body });
const decisionLink = (decision: string) => `/v1/bookings/${booking["confirm_token"]}/${decision}`;
const stored = async () => (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json;

/** Every way to make each decision. */
const ways: [way: string, decision: Decision, ask: () => Promise<Answered>][] = [
  ["confirming by the link", "confirm", () => link("GET", decisionLink("confirm"))],
  ["confirming by the link's button", "confirm", () => link("POST", decisionLink("confirm"))],
  [
    "confirming with a key",
    "confirm",
    () => app.request("POST", `/v1/bookings/${booking["id"]}/confirm`, { key }),
  ],
  ["declining by the link", "decline", () => link("GET", decisionLink("decline"))],
  ["declining by the link's button", "decline", () => link("POST", decisionLink("decline"))],
  [
    "declining with a key",
    "decline",
    () => app.request("POST", `/v1/bookings/${booking["id"]}/decline`, { key }),
  ],
  [
    "cancelling by the link's button",
    "cancel",
    () => link("POST", `/v1/cancel/${booking["cancel_token"]}/confirm`),
  ],
  [
    "cancelling with a key",
    "cancel",
    () => app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key }),
  ],
];

describe.each(ways)("%s", (_, decision, ask) => {
  test("changes the booking once, with one set of emails", async () => {
    const first = await ask();
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({ id: booking["id"], status: statuses[decision] });
    const before = await everyRow(app);
    const again = await ask();
    expect(again.status).toBe(200);
    expect(again.json).toEqual(first.json);
    expect(await everyRow(app)).toEqual(before);
    expect(await emailKindsOf(app, booking["id"])).toEqual([...asked, ...letters[decision]]);
    expect(await stored()).toMatchObject({ status: statuses[decision], sequence: 1 });
  });

  test("is too late after the requested time", async () => {
    for (const time of ["start_time", "end_time"]) {
      app.clock.now = Date.parse(booking[time]);
      const answered = await ask();
      if (decision === "decline")
        expect(answered).toMatchObject({ status: 200, json: { status: "declined" } });
      else expectProblem(answered, 409, decision === "cancel" ? "already_declined" : "not_pending");
      expect(await emailKindsOf(app, booking["id"])).toEqual([...asked, "attendee_expired", "host_expired"]);
      expect(await stored()).toMatchObject({ status: "declined", sequence: 1 });
    }
  });

  test.each(Object.keys(statuses).filter((other) => other !== decision))(
    "reports the status after a %s",
    async (other) => {
      const path = other === "cancel" ? `/v1/cancel/${booking["cancel_token"]}/confirm` : decisionLink(other);
      await link("POST", path);
      const before = await everyRow(app);
      const answered = await ask();
      if (decision === "cancel" && other === "confirm") {
        expect(answered).toMatchObject({ status: 200, json: { status: "cancelled" } });
        return;
      }
      expectProblem(answered, 409, decision === "cancel" ? "already_declined" : "not_pending");
      expect(answered.json["error"]).toContain(statuses[other as Decision]);
      expect(await everyRow(app)).toEqual(before);
    },
  );
});

test.each(ways.filter(([, decision]) => decision === "cancel"))(
  "%s does nothing once the meeting is over",
  async (_way, _decision, ask) => {
    await link("GET", decisionLink("confirm"));
    app.clock.now = Date.parse(booking["end_time"]);
    const before = await everyRow(app);
    expectProblem(await ask(), 409, "already_over");
    expect(await everyRow(app)).toEqual(before);
  },
);

test("links return only id and status, a key the whole booking", async () => {
  expect((await link("GET", decisionLink("confirm"))).json).toEqual({
    id: booking["id"],
    status: "confirmed",
  });
  expect((await app.request("POST", `/v1/bookings/${booking["id"]}/confirm`, { key })).json).toEqual(
    await stored(),
  );
});

test("a reason is stored and emailed, and the first one stays", async () => {
  const path = `/v1/cancel/${booking["cancel_token"]}/confirm`;
  await link("POST", path, json, { reason: "  Ill & tired  " });
  await link("POST", path, json, { reason: "Another" });
  expect((await stored())["cancellation_reason"]).toBe("Ill & tired");
  const mails = (await app.request("GET", "/v1/outbox", { key })).json["outbox"];
  const toHost = mails.find((mail: Json) => mail["letter"] === "host_cancelled");
  expect((await app.request("GET", `/v1/outbox/${toHost.id}`, { key })).json["text"]).toContain(
    "Ill & tired",
  );
});

test("a host can give a reason to cancel or decline", async () => {
  const path = `/v1/bookings/${booking["id"]}/decline`;
  const { json: declined } = await app.request("POST", path, { key, body: { reason: "Away" } });
  expect(declined).toMatchObject({ status: "declined", cancellation_reason: "Away" });
});

test("a reason given with a confirmation is stored and emailed, and leaves with its attendee", async () => {
  const path = `/v1/bookings/${booking["id"]}/confirm`;
  const { json: confirmed } = await app.request("POST", path, { key, body: { reason: "Bring your papers" } });
  const kept = { confirmation_reason: "Bring your papers", cancellation_reason: null };
  expect(confirmed).toMatchObject({ status: "confirmed", ...kept });
  expect(await stored()).toMatchObject(kept);
  const mails = (await app.request("GET", "/v1/outbox", { key })).json["outbox"];
  const toAttendee = mails.find((mail: Json) => mail["letter"] === "attendee_approved");
  const { text } = (await app.request("GET", `/v1/outbox/${toAttendee.id}`, { key })).json;
  expect(text).toContain("Bring your papers");
  await app.request("DELETE", "/v1/attendees/jason@example.com", { key });
  expect((await stored())["confirmation_reason"]).toBe(null);
});

test("a declined or cancelled time can be booked again", async () => {
  await link("GET", decisionLink("decline"));
  const next = await aPendingBooking(app, key);
  await link("POST", `/v1/cancel/${next["cancel_token"]}/confirm`);
  expect((await app.book()).status).toBe(201);
});

describe("requests that only look change nothing:", () => {
  const looks: [who: string, method: string, headers: Record<string, string>][] = [
    ["HEAD", "HEAD", {}],
    ["a prefetch", "GET", { purpose: "prefetch" }],
    ["a prefetch with the newer header", "GET", { "sec-purpose": "prefetch" }],
    ["a prerender", "GET", { "sec-purpose": "prefetch;prerender" }],
    ["a prefetch with the old header", "GET", { "x-moz": "prefetch" }],
    ["a prefetched POST", "POST", { purpose: "prefetch" }],
    ["a prefetched POST with the newer header", "POST", { "sec-purpose": "prefetch" }],
  ];

  test.each(looks)("%s", async (_, method, headers) => {
    const targets = [
      decisionLink("confirm"),
      decisionLink("decline"),
      `/v1/cancel/${booking["cancel_token"]}${method === "POST" ? "/confirm" : ""}`,
      `/v1/reschedule/${booking["reschedule_token"]}`,
    ];
    const before = await everyRow(app);
    for (const target of targets) {
      for (const accept of ["text/html", "application/json", "*/*"]) {
        const move = { start_time: "2026-03-02T16:00:00Z" };
        const body = method === "POST" ? (target.includes("reschedule") ? move : {}) : undefined;
        const looked = await link(method, target, { ...headers, accept }, body);
        expect({ target, accept, status: looked.status }).toEqual({ target, accept, status: 200 });
      }
    }
    expect(await everyRow(app)).toEqual(before);
  });
});

test("a token only works for its own purpose", async () => {
  const before = await everyRow(app);
  const { confirm_token: confirm, cancel_token: cancel, reschedule_token: move } = booking;
  const body = { start_time: "2026-03-02T16:00:00Z" };
  const changed = (token: string) =>
    token[29] === "A" ? `${token.slice(0, 29)}B` : `${token.slice(0, 29)}A`;
  const wrong: [method: string, target: string][] = [
    ...[
      cancel,
      move,
      changed(confirm),
      confirm.slice(0, 29),
      `${confirm}A`,
      "A".repeat(30),
      "-".repeat(30),
    ].flatMap((token): [string, string][] => [
      ["GET", `/v1/bookings/${token}/confirm`],
      ["POST", `/v1/bookings/${token}/decline`],
    ]),
    ...[confirm, move, changed(cancel)].flatMap((token): [string, string][] => [
      ["GET", `/v1/cancel/${token}`],
      ["POST", `/v1/cancel/${token}/confirm`],
    ]),
    ...[confirm, cancel, changed(move)].flatMap((token): [string, string][] => [
      ["GET", `/v1/reschedule/${token}`],
      ["POST", `/v1/reschedule/${token}`],
    ]),
  ];
  for (const [method, target] of wrong) {
    const sent = method === "POST" && target.includes("reschedule") ? body : undefined;
    expectProblem(await link(method, target, json, sent), 404, "not_found");
  }
  expect(await everyRow(app)).toEqual(before);
});

test("the confirm token is only in the host's own email", async () => {
  const answers = [
    await app.request("GET", "/v1/bookings", { key }),
    await app.request("GET", `/v1/bookings/${booking["id"]}`, { key }),
    await app.request("GET", "/v1/outbox", { key }),
    await app.request("GET", "/v1/event-types", { key }),
    await link("GET", `/v1/reschedule/${booking["reschedule_token"]}`),
    await link("GET", `/v1/cancel/${booking["cancel_token"]}`),
    await app.request("POST", `/v1/bookings/${booking["id"]}/reschedule`, {
      key,
      body: { start_time: "2026-03-02T16:00:00Z" },
    }),
    await app.request("POST", `/v1/bookings/${booking["id"]}/confirm`, { key }),
    await link("GET", decisionLink("confirm")),
    await link("GET", decisionLink("decline")),
    await link("POST", `/v1/cancel/${booking["cancel_token"]}/confirm`),
  ];
  const mails = (await app.request("GET", "/v1/outbox?limit=200", { key })).json["outbox"];
  for (const { id, letter } of mails as Json[]) {
    const isForDecision = letter === "host_requested" || letter === "host_moved";
    if (!isForDecision) answers.push(await app.request("GET", `/v1/outbox/${id}`, { key }));
  }
  for (const { text } of answers) {
    expect(text).not.toContain(booking["confirm_token"]);
    expect(text).not.toContain("confirm_token");
  }
});
