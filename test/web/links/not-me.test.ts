import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { DAY_MS } from "../../../src/domain/interval.ts";
import { tidyUp } from "../../../src/usecases/privacy/tidy-up.ts";
import { startAppMail } from "../../support/app-mail.ts";
import { anEventTypeOf, expectProblem, emailKindsOf } from "../../support/http.ts";
import { type Mailbox, startMailbox } from "../../support/smtp-server.ts";
import { type Answered, jason, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let mailbox: Mailbox;
const victim = jason.attendee_email;
const asJson = { accept: "application/json" };

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  mailbox = await startMailbox();
});
afterEach(async () => {
  await mailbox.close();
  app.close();
});

/** Sends waiting emails, and returns what each address received since the last call. */
async function delivered(): Promise<Record<string, string[]>> {
  const before = mailbox.mails.length;
  const worker = startAppMail(app.deps, mailbox);
  await worker.idle();
  await worker.stop();
  const byAddress: Record<string, string[]> = {};
  for (const { to, parsed } of mailbox.mails.slice(before))
    for (const address of to) (byAddress[address] ??= []).push(parsed.subject ?? "");
  return byAddress;
}

/** The path of the link in the attendee's first email. */
function linkIn(nth = 0): string {
  const mine = mailbox.mails.filter(({ to }) => to.includes(victim));
  return /\/v1\/not-me\/[\w-]{30}/.exec(mine[nth]!.parsed.text!)![0];
}

async function bookedInTheirName(): Promise<{ booking: Json; link: string }> {
  const { json: booking } = await app.book();
  await delivered();
  return { booking, link: linkIn() };
}

const post = (path: string): Promise<Answered> => app.request("POST", path, { body: {}, headers: asJson });
const statusOf = async ({ id }: Json): Promise<string> =>
  (await app.request("GET", `/v1/bookings/${id}`, { key })).json["status"];

describe("the link to disown a booking", () => {
  test("is only in the attendee's first email", async () => {
    const { json: booking } = await app.book();
    await delivered();
    const { parsed } = mailbox.mails.find(({ to }) => to.includes(victim))!;
    const link = linkIn();
    expect(parsed.html).toContain(`${link}"`);
    const token = link.split("/").at(-1)!;
    expect(JSON.stringify(booking)).not.toContain(token);
    const { json } = await app.request("GET", "/v1/outbox", { key });
    for (const { id } of json["outbox"]) {
      const shown = await app.request("GET", `/v1/outbox/${id}`, { key });
      expect(shown.text).not.toContain(token);
      expect(shown.text).not.toContain("not-me");
    }
    expect((await app.request("GET", `/v1/attendees/${victim}`, { key })).text).not.toContain(token);
  });

  test("is in a request's email too, and in no later one", async () => {
    await anEventTypeOf(app, key, { title: "Asked", requires_confirmation: true });
    const { json: booking } = await app.book({}, "/v1/book/jane/asked");
    await delivered();
    expect(linkIn()).toStartWith("/v1/not-me/");
    await app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key, body: {} });
    await delivered();
    const mine = mailbox.mails.filter(({ to }) => to.includes(victim));
    expect(mine).toHaveLength(2);
    expect(mine[1]!.parsed.text).not.toContain("not-me");
  });

  test.each([
    ["GET", {}],
    ["HEAD", {}],
    ["GET", { "sec-purpose": "prefetch" }],
  ] as const)("changes nothing when it is opened: %s %o", async (method, headers) => {
    const { booking, link } = await bookedInTheirName();
    expect((await app.request(method, link, { headers: { accept: "text/html", ...headers } })).status).toBe(
      200,
    );
    expect(await statusOf(booking)).toBe("confirmed");
    await app.book({ start_time: "2026-03-02T17:00:00Z" });
    expect((await delivered())[victim]).toHaveLength(1);
  });

  test("a prefetched confirmation changes nothing", async () => {
    const { booking, link } = await bookedInTheirName();
    const headers = { ...asJson, purpose: "prefetch" };
    await app.request("POST", `${link}/confirm`, { body: {}, headers });
    expect(await statusOf(booking)).toBe("confirmed");
  });

  test("cancels the booking and notifies only the host, once", async () => {
    const { booking, link } = await bookedInTheirName();
    for (let time = 0; time < 2; time++) {
      const { status, json } = await post(`${link}/confirm`);
      expect({ status, json }).toEqual({ status: 200, json: { id: booking["id"], status: "cancelled" } });
    }
    expect(await emailKindsOf(app, booking["id"])).toEqual([
      "attendee_booked",
      "host_booked",
      "host_disowned",
    ]);
    const sent = await delivered();
    expect(Object.keys(sent)).toEqual(["jane@example.com"]);
    const { parsed } = mailbox.mails.at(-1)!;
    expect(parsed.text!.replaceAll("\n", " ")).toContain(`Whoever reads the email of ${victim} says`);
    expect(parsed.attachments.map(({ content }) => content.toString()).join()).toContain("METHOD:CANCEL");
    expect((await app.book()).status).toBe(201);
    const { json: audit } = await app.request("GET", "/v1/audit?action=booking.disowned", { key });
    expect(audit["audit"]).toMatchObject([{ actor: { type: "link" }, subject: { id: booking["id"] } }]);
  });

  test("declines a pending request, and leaves a past meeting alone", async () => {
    await anEventTypeOf(app, key, { title: "Asked", requires_confirmation: true });
    const { json: request } = await app.book({}, "/v1/book/jane/asked");
    await delivered();
    await post(`${linkIn()}/confirm`);
    expect(await statusOf(request)).toBe("cancelled");

    await app.deps.database.write((trx) => trx.deleteFrom("suppressions").execute());
    const { json: meeting } = await app.book();
    await delivered();
    app.clock.now += 7 * DAY_MS;
    expect((await post(`${linkIn(1)}/confirm`)).status).toBe(200);
    expect(await statusOf(meeting)).toBe("confirmed");
  });

  test("works until an erasure, with the right token only", async () => {
    const { booking, link } = await bookedInTheirName();
    const forged = `/v1/not-me/${booking["cancel_token"]}`;
    for (const path of [forged, `${forged}/confirm`, `${forged}/undo`, "/v1/not-me/nonsense/confirm"]) {
      const method = path.endsWith("confirm") || path.endsWith("undo") ? "POST" : "GET";
      expectProblem(await app.request(method, path, { headers: asJson }), 404, "not_found");
    }
    await app.request("DELETE", `/v1/attendees/${victim}`, { key });
    expectProblem(await post(`${link}/confirm`), 404, "not_found");
    const page = await app.request("GET", link, { headers: { accept: "text/html" } });
    expect(page.status).toBe(404);
    expect(page.text).toContain("This link leads nowhere");
  });
});

describe("a suppressed mailbox", () => {
  test.each([
    ["the same address", victim],
    ["with a tag", victim.replace("@", "+offer@")],
    ["in another case", victim.toUpperCase()],
  ])("gets nothing more from any host: %s", async (_, attendee_email) => {
    const { link } = await bookedInTheirName();
    await app.host("joe");
    await post(`${link}/confirm`);
    await delivered();
    const again = await app.book(
      { attendee_email, start_time: "2026-03-02T17:00:00Z" },
      "/v1/book/joe/30min",
    );
    expect(again.status).toBe(201);
    expect(Object.keys(await delivered())).toEqual(["joe@example.com"]);
    const rows = await app.database.read
      .selectFrom("outbox")
      .select(["status", "last_error"])
      .where("booking_id", "=", again.json["id"])
      .where("topic", "=", "attendee_booked")
      .execute();
    expect(rows).toEqual([{ status: "expired", last_error: "The recipient asked not to be emailed" }]);
  });

  test("gets no codes", async () => {
    await anEventTypeOf(app, key, { title: "Proved", verify_email: true });
    const { link } = await bookedInTheirName();
    await post(`${link}/confirm`);
    await delivered();
    const asked = await app.request("POST", "/v1/book/jane/proved/code", {
      body: { attendee_email: victim },
    });
    expect(asked.status).toBe(202);
    expect(await delivered()).toEqual({});
  });

  test("is suppressed for 90 days", async () => {
    const { link } = await bookedInTheirName();
    await post(`${link}/confirm`);
    await delivered();
    const rows = () => app.database.read.selectFrom("suppressions").selectAll().execute();
    app.clock.now += 90 * DAY_MS - 1;
    await tidyUp(app.deps, 30);
    expect(await rows()).toHaveLength(1);
    app.clock.now += 1;
    await tidyUp(app.deps, 30);
    expect(await rows()).toEqual([]);
    const day = new Date(app.clock.now + 7 * DAY_MS - (app.clock.now % DAY_MS));
    day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7));
    day.setUTCHours(15);
    expect((await app.book({ start_time: day.toISOString() })).status).toBe(201);
    expect((await delivered())[victim]).toHaveLength(1);
  });

  test("is only stored as a hash", async () => {
    const { link } = await bookedInTheirName();
    await post(`${link}/confirm`);
    const rows = await app.database.read.selectFrom("suppressions").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("jason");
  });

  test("gets emails again once its owner allows them", async () => {
    const { booking, link } = await bookedInTheirName();
    await post(`${link}/confirm`);
    await delivered();
    expect((await post(`${link}/undo`)).json).toEqual({ id: booking["id"], status: "cancelled" });
    await app.book();
    expect((await delivered())[victim]).toHaveLength(1);
  });

  test("of a host still gets the host's own emails", async () => {
    await app.book({ attendee_email: "jane@example.com" });
    await delivered();
    const { text } = mailbox.mails.find(({ parsed }) => parsed.text!.includes("not-me"))!.parsed;
    await post(`${/\/v1\/not-me\/[\w-]{30}/.exec(text!)![0]}/confirm`);
    await delivered();
    await app.book();
    expect((await delivered())["jane@example.com"]).toHaveLength(1);
  });
});

describe("the page", () => {
  const open = (path: string) => app.request("GET", path, { headers: { accept: "text/html" } });
  const press = (path: string) => app.request("POST", path, { headers: { accept: "text/html" } });

  test("asks first, confirms, and offers to undo", async () => {
    const { link } = await bookedInTheirName();
    const ask = await open(link);
    expect(ask.text).toContain(`action="${link}/confirm"`);
    const done = await press(`${link}/confirm`);
    expect(done.text).toContain("Thank you for telling us");
    expect(done.text).toContain("Sunday, May 31, 2026");
    expect(done.text).toContain(`action="${link}/undo"`);
    expect((await open(link)).text).toContain("Thank you for telling us");
    const undone = await press(`${link}/undo`);
    expect(undone.text).toContain("Emails are allowed again");
    expect(undone.text).not.toContain("<form");
  });

  test("is in the booking's language", async () => {
    await app.book({ language: "de" });
    await delivered();
    const text = mailbox.mails.find(({ to }) => to.includes(victim))!.parsed.text!;
    const link = /\/v1\/not-me\/[\w-]{30}\?lang=de/.exec(text)![0];
    expect((await open(link)).text).toContain("Haben Sie das nicht gebucht?");
  });
});
