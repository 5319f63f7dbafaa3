import { afterEach, beforeEach, expect, test } from "bun:test";
import { saveEntry } from "../../src/db/queries/calendars/entries.ts";
import { findHost } from "../../src/db/queries/hosts/hosts.ts";
import { enqueueCalendarNotice } from "../../src/email/content/calendar-notice.ts";
import { enqueueEntryNotice, type EntryChange } from "../../src/email/content/entry-notice.ts";
import { type Language, languageNames } from "../../src/i18n/locale.ts";
import { catalogues } from "../../src/i18n/texts/index.ts";
import { startAppMail } from "../support/app-mail.ts";
import { aCalendarAccount } from "../support/calendars/account.ts";
import { startMailbox } from "../support/smtp-server.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

const languages = Object.keys(languageNames) as Language[];
const MOVED_TO = Date.parse("2026-03-02T20:00:00Z");

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const moved = (bookingId: number): EntryChange => ({ bookingId, state: "moved", movedTo: MOVED_TO });

async function notice(change: EntryChange): Promise<void> {
  await app.database.write(async (trx) =>
    enqueueEntryNotice(trx, app.deps, (await findHost(trx, 1))!, change),
  );
}

async function failure(accountId: number): Promise<void> {
  await app.database.write(async (trx) =>
    enqueueCalendarNotice(trx, app.deps, (await findHost(trx, 1))!, { accountId }),
  );
}

/** The newest email to an address, as the host's list shows it. */
async function newest(letter: string): Promise<Json> {
  const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
  const { id } = json["outbox"].find((one: Json) => one["letter"] === letter);
  return (await app.request("GET", `/v1/outbox/${id}`, { key })).json;
}

test("a moved entry is reported with both times and one button", async () => {
  await app.book();
  await notice(moved(1));
  const { subject, recipient, text, html } = await newest("host_entry_changed");
  expect(subject).toBe("You moved a booking in your calendar");
  expect(recipient).toBe("jane@example.com");
  expect(text).toMatch(/Booked for:\n\s+Monday, March 2, 2026, 9:00\sAM\s–\s9:30\sAM/);
  expect(text).toMatch(/In your calendar:\n\s+Monday, March 2, 2026, 3:00\sPM\s–\s3:30\sPM/);
  expect(text).toContain("Jason Johnson");
  expect(html.match(/<a class="\w+" href="[^"]*"/g)).toEqual([
    '<a class="main" href="http://localhost:3000/dashboard/bookings/1"',
  ]);
});

test("a deleted entry is reported without another time", async () => {
  await app.book();
  await notice({ bookingId: 1, state: "removed", movedTo: null });
  const { subject, text } = await newest("host_entry_changed");
  expect(subject).toBe("You deleted a booking from your calendar");
  expect(text).not.toContain("In your calendar:");
});

test("nothing of an erased attendee is left in the notice", async () => {
  await app.book({ attendee_name: "Victor Hollander", attendee_email: "victor@example.com" });
  await notice(moved(1));
  await app.request("DELETE", "/v1/attendees/victor@example.com", { key });
  const rows = await app.database.read.selectFrom("outbox").selectAll().execute();
  expect(JSON.stringify(rows)).not.toMatch(/victor/i);
  expect(JSON.stringify(await newest("host_entry_changed"))).not.toMatch(/victor/i);
});

test("a failing calendar is reported with its effect on bookings", async () => {
  const { account } = await aCalendarAccount(app, {
    name: "Home <b>",
    status: "revoked",
    error: "The server did not accept the user name or password.",
  });
  await failure(account.id);
  const { subject, text, html } = await newest("host_calendar_failing");
  expect(subject).toBe("One of your calendars cannot be read");
  expect(text).toContain("“Home <b>” is connected");
  expect(text).toContain("The user name or password is not accepted.");
  expect(text).toContain("Nobody can book the event types that depend on it.");
  expect(html).toContain('href="http://localhost:3000/dashboard/calendars"');
  expect(html).not.toContain("<b>");
  await app.request("PATCH", "/v1/me", { key, body: { when_calendar_unreachable: "ask" } });
  expect((await newest("host_calendar_failing"))["text"]).toContain("You are asked to confirm each booking.");
});

test("an account that is gone by then is still named", async () => {
  const { account } = await aCalendarAccount(app, { status: "failing", error: "The server is unreachable." });
  await failure(account.id);
  await app.request("DELETE", `/v1/calendar-accounts/${account.id}`, { key });
  expect((await newest("host_calendar_failing"))["text"]).toContain("“Mine” is connected");
});

test.each(languages)("both notices speak %s", async (language) => {
  await app.request("PATCH", "/v1/me", { key, body: { language } });
  await app.book();
  const { account } = await aCalendarAccount(app, { status: "failing", error: "The server is unreachable." });
  await notice(moved(1));
  await failure(account.id);
  const { entryChanged, calendarFailing } = catalogues[language].email;
  const entry = await newest("host_entry_changed");
  const failing = await newest("host_calendar_failing");
  expect(entry["subject"]).toBe(entryChanged.moved.subject);
  expect(failing["subject"]).toBe(calendarFailing.subject);
  expect(failing["html"]).toContain(catalogues[language].calendarProblems.unreachable.slice(0, 20));
  for (const { text } of [entry, failing]) expect(text).not.toMatch(/\{\w+\}|undefined|null/);
});

test("both notices are sent to the host", async () => {
  await app.book();
  const { account } = await aCalendarAccount(app, { status: "failing", error: "The server is unreachable." });
  await notice(moved(1));
  await failure(account.id);
  const mailbox = await startMailbox();
  const worker = startAppMail(app.deps, mailbox);
  worker.wake();
  await worker.idle();
  const subjects = mailbox.mails.map((mail) => mail.parsed.subject);
  expect(subjects).toContain("You moved a booking in your calendar");
  expect(subjects).toContain("One of your calendars cannot be read");
  await worker.stop();
  await mailbox.close();
});

/** Whether the emails about the booking have a calendar entry, by their recipients. */
async function entriesIn(): Promise<{ host: boolean; attendee: boolean }> {
  const has = async (letter: string) => (await newest(letter))["invitation"] !== null;
  return { host: await has("host_booked"), attendee: await has("attendee_booked") };
}

test("with a calendar that bookings are written to, only the attendee is invited", async () => {
  await app.book();
  expect(await entriesIn()).toEqual({ host: true, attendee: true });
  await aCalendarAccount(app, { isTarget: true });
  expect(await entriesIn()).toEqual({ host: false, attendee: true });
});

test("a booking that has an entry already is not added again", async () => {
  await app.book();
  const { calendar } = await aCalendarAccount(app);
  expect(await entriesIn()).toEqual({ host: true, attendee: true });
  const times = { starts_at: MOVED_TO, ends_at: MOVED_TO + 1_800_000 };
  const entry = { booking_id: 1, calendar_id: calendar.id, href: "x", etag: null, sequence: 0, ...times };
  await app.database.write((trx) => saveEntry(trx, entry));
  expect(await entriesIn()).toEqual({ host: false, attendee: true });
});
