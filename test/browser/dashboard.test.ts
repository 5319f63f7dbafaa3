import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { findBooking } from "../../src/db/queries/bookings/bookings.ts";
import { saveEntry, updateEntry } from "../../src/db/queries/calendars/entries.ts";
import { setPassword } from "../../src/usecases/hosts/passwords.ts";
import { aCalendarAccount } from "../support/calendars/account.ts";
import { PASSWORD } from "../support/sessions.ts";
import { startApp, type TestApp } from "../support/start-app.ts";
import { expectAccessible, inBrowser, type Visit, visitors } from "./browser.ts";
import { eventTypes } from "./site.ts";

let app: TestApp;
let key: string;
let address: string;

beforeAll(async () => {
  app = await startApp();
  app.app.listen({ hostname: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${app.app.server!.port}`;
});
afterAll(async () => {
  await app.app.server!.stop(true);
  app.close();
});

const at = (path: string) => `${address}${path}`;
const WIDTHS = [360, 768, 1280];

/** Every page, by its path; ids are those of what `furnish` made. */
const pages = [
  "/dashboard/welcome",
  "/dashboard/bookings",
  "/dashboard/bookings?view=waiting",
  "/dashboard/bookings?view=past",
  "/dashboard/bookings?view=cancelled",
  "/dashboard/bookings/week?date=2026-03-02",
  "/dashboard/bookings/1",
  "/dashboard/bookings/2",
  "/dashboard/bookings/3",
  "/dashboard/bookings/1/reschedule",
  "/dashboard/bookings/new",
  "/dashboard/bookings/clear",
  "/dashboard/event-types",
  "/dashboard/event-types/1",
  "/dashboard/event-types/2",
  "/dashboard/event-types/new",
  "/dashboard/event-types/1/links",
  "/dashboard/availability",
  "/dashboard/availability/1",
  "/dashboard/availability/new",
  "/dashboard/availability/why?date=2026-03-02",
  "/dashboard/availability/time-off/1",
  "/dashboard/calendars",
  "/dashboard/calendars/caldav",
  "/dashboard/calendars/caldav?at=other",
  "/dashboard/calendars/ics",
  "/dashboard/calendars/1",
  "/dashboard/calendars/2",
  "/dashboard/calendars/1/disconnect",
  "/dashboard/emails",
  "/dashboard/emails?status=failed",
  "/dashboard/emails/1",
  "/dashboard/profile",
];

/** A host with bookings in every state, time off, a date with other hours, calendars, and a profile. */
async function furnish(): Promise<void> {
  ({ key } = await app.host("jane", eventTypes));
  await setPassword(app.deps, "jane", PASSWORD);
  const questions = [
    { question_id: "company", answer: "Initech" },
    { question_id: "terms", answer: true },
  ];
  await app.book({ notes: "Hello\nthere" });
  await app.book({ start_time: "2026-03-03T15:00:00Z", answers: questions }, "/v1/book/jane/consultation");
  const { json } = await app.book({ start_time: "2026-03-04T15:00:00Z" });
  await app.request("POST", `/v1/bookings/${json["id"]}/cancel`, { key, body: { reason: "Ill" } });
  const off = { starts_at: "2026-03-09T04:00:00Z", ends_at: "2026-03-11T04:00:00Z", reason: "Holiday" };
  await app.request("POST", "/v1/time-off", { key, body: off });
  await app.request("PUT", "/v1/schedules/1", {
    key,
    body: {
      name: "Working hours",
      timezone: "America/New_York",
      weekly: [1, 2, 3, 4, 5].map((day) => ({ day, start: "09:00", end: "17:00" })),
      overrides: [{ date: "2026-03-20", intervals: [{ start: "12:00", end: "14:00" }] }],
    },
  });
  const person = { name: "Jason Johnson", email: `${"jason".repeat(12)}@example.com` };
  for (const expires_at of [null, "2026-03-20T00:00:00Z"])
    await app.request("POST", "/v1/event-types/1/links", { key, body: { expires_at, prefill: person } });
  await furnishCalendars();
  const profile = { bio: "I **help**.", website: "https://jane.example.com", accent_color: "#e4572e" };
  await app.request("PATCH", "/v1/me", { key, body: profile });
}

/** An account in good order with a booking's moved entry in it, and one that fails. */
async function furnishCalendars(): Promise<void> {
  const { calendar } = await aCalendarAccount(app, { isTarget: true });
  await aCalendarAccount(app, {
    name: "Family",
    kind: "ics",
    status: "failing",
    error: "The server is unreachable.",
  });
  const { starts_at, ends_at } = (await findBooking(app.database.read, 1))!;
  const entry = { booking_id: 1, calendar_id: calendar.id, href: "x", etag: null, sequence: 0 };
  const moved = {
    state: "moved",
    moved_from: starts_at + 3_600_000,
    moved_until: ends_at + 3_600_000,
  } as const;
  await app.database.write(async (trx) => {
    await saveEntry(trx, { ...entry, starts_at, ends_at });
    await updateEntry(trx, 1, moved);
  });
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Email address").fill("jane@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Bookings" }).waitFor();
}

async function expectFits(page: Page, path: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ path, width, over }).toEqual({ path, width, over: 0 });
  }
}

inBrowser("the dashboard in a browser", () => {
  const visit = visitors();

  beforeEach(async () => {
    if (key === undefined) await furnish();
  });

  const signedIn = async (options: Parameters<typeof visit>[1] = {}): Promise<Visit> => {
    const visited = await visit(at("/login"), options);
    await signIn(visited.page);
    return visited;
  };

  test("every page fits any screen and has no axe violation, in light and dark", async () => {
    const { page, leave } = await signedIn();
    for (const path of pages) {
      await page.goto(at(path));
      await expectFits(page, path);
      await expectAccessible(page);
    }
    await leave();
  });

  test("a long address fits a phone", async () => {
    const { page, leave } = await signedIn();
    await app.request("PATCH", "/v1/me", { key, body: { slug: "a".repeat(60) } });
    for (const path of [
      "/dashboard/event-types/1",
      "/dashboard/event-types/1/links",
      "/dashboard/bookings/new",
      "/dashboard/profile",
    ]) {
      await page.goto(at(path));
      await expectFits(page, path);
    }
    await app.request("PATCH", "/v1/me", { key, body: { slug: "jane" } });
    await leave();
  });

  test("every page fits in German too", async () => {
    await app.request("PATCH", "/v1/me", { key, body: { language: "de" } });
    const { page, leave } = await visit(at("/login"));
    await page.getByLabel("Email address").fill("jane@example.com");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Buchungen" }).waitFor();
    for (const path of pages) {
      await page.goto(at(path));
      await expectFits(page, path);
    }
    await expectAccessible(page);
    await app.request("PATCH", "/v1/me", { key, body: { language: "en" } });
    await leave();
  });

  test("the pages for signing in have no axe violation, with and without errors", async () => {
    const { page, leave } = await visit(at("/login"));
    await expectFits(page, "/login");
    await expectAccessible(page);
    await page.getByLabel("Email address").fill("jane@example.com");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expectAccessible(page);
    await page.goto(at("/reset/1.1.x"));
    await expectAccessible(page);
    await leave(401, 404);
  });

  test("errors in forms have no axe violation, and the fields keep what was typed", async () => {
    const { page, leave } = await signedIn();
    await page.goto(at("/dashboard/event-types/1"));
    await page.getByLabel("Title").fill("Quick call");
    await page.getByLabel("Length", { exact: true }).fill("soon");
    await page.getByRole("button", { name: "Save" }).last().click();
    await page.getByText("Please type a whole number from 1 to 1440.").waitFor();
    expect(await page.getByLabel("Title").inputValue()).toBe("Quick call");
    await expectAccessible(page);
    await page.goto(at("/dashboard/availability/1"));
    await page.getByLabel("Monday, to").fill("08:00");
    await page.getByRole("button", { name: "Save" }).last().click();
    await page.getByText("The end must be after the beginning.").waitFor();
    await expectAccessible(page);
    await page.goto(at("/dashboard/availability"));
    await page.getByLabel("First day").fill("2026-03-10");
    await page.getByLabel("Last day").fill("2026-03-09");
    await page.getByRole("button", { name: "Block these days" }).click();
    await page.getByText("The end must be after the beginning.").waitFor();
    await expectAccessible(page);
    await leave(422);
  });

  test("everything can be reached and done by keyboard", async () => {
    const { page, leave } = await signedIn();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").innerText()).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await tabTo(page, "Book for somebody");
    await page.goto(at("/dashboard/event-types/2"));
    await tabTo(page, "Move up: What is it about?");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent === "Move down: What is it about?");
    const labels = await page
      .locator("[name^='questions.'][name$='.label']")
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(labels.slice(0, 2)).toEqual(["What is it about?", "Which company are you with?"]);
    await leave();
  });

  test("without scripts, a request is confirmed and the hours change", async () => {
    await app.request("POST", "/v1/bookings/2/decline", { key, body: {} });
    const { json } = await app.book(
      {
        start_time: "2026-03-05T15:00:00Z",
        attendee_name: "Norah Noscript",
        answers: [
          { question_id: "company", answer: "Initech" },
          { question_id: "terms", answer: true },
        ],
      },
      "/v1/book/jane/consultation",
    );
    const { page, leave } = await signedIn({ losesScripts: true });
    await page.getByRole("link", { name: /Waiting for you/ }).click();
    await page.getByRole("link", { name: "Norah Noscript" }).click();
    await page.getByLabel(/Message to/).fill("Looking forward");
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("The booking is confirmed.").waitFor();
    const booking = (await app.request("GET", `/v1/bookings/${json["id"]}`, { key })).json;
    expect(booking).toMatchObject({ status: "confirmed", confirmation_reason: "Looking forward" });
    await page.goto(at("/dashboard/availability/1"));
    await page.getByRole("button", { name: /^Add hours.*Saturday$/ }).click();
    await page.getByRole("button", { name: "Save" }).last().click();
    await page.getByText("Saved.").waitFor();
    const schedule = (await app.request("GET", "/v1/schedules/1", { key })).json;
    expect(schedule["weekly"]).toContainEqual({ day: 6, start: "09:00", end: "17:00" });
    await leave("net::ERR_FAILED");
  });

  test("an email is shown in a frame that can do nothing", async () => {
    await app.book({
      start_time: "2026-03-06T15:00:00Z",
      attendee_name: "Frida Frame",
      notes: "<script>top.bad=1</script>",
    });
    const { page, leave } = await signedIn();
    await page.goto(at("/dashboard/emails"));
    await page.getByRole("link", { name: /Frida Frame/ }).click();
    const frame = page.frameLocator("iframe.email");
    await frame.getByRole("heading", { name: "You have a new meeting" }).waitFor();
    expect(await page.evaluate(() => "bad" in window)).toBe(false);
    await leave();
  });

  test("Back after signing out shows nothing of the host", async () => {
    const { page, leave } = await signedIn();
    await page.goto(at("/dashboard/profile"));
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.content()).not.toContain("Jane Doe");
    await leave();
  });

  test("two tabs do not overwrite each other", async () => {
    const { page, leave } = await signedIn();
    const other = await page.context().newPage();
    for (const tab of [page, other]) await tab.goto(at("/dashboard/event-types/1"));
    await page.getByLabel("Title").fill("From the first tab");
    await page.getByRole("button", { name: "Save" }).last().click();
    await page.getByText("Saved.").waitFor();
    await other.getByLabel("Title").fill("From the second tab");
    await other.getByRole("button", { name: "Save" }).last().click();
    await other.getByText("This was changed in the meantime").waitFor();
    expect(await other.getByLabel("Title").inputValue()).toBe("From the second tab");
    expect((await app.request("GET", "/v1/event-types/1", { key })).json["title"]).toBe("From the first tab");
    await other.getByRole("button", { name: "Save" }).last().click();
    await other.getByText("Saved.").waitFor();
    await leave(409);
  });
});

/** Presses Tab until an element with this text has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let n = 0; n < 200; n++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === name) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}
