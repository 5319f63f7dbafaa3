import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import type { EmailWorker } from "../../src/email/worker.ts";
import { type Mailbox, startMailbox } from "../support/smtp-server.ts";
import { inBrowser, visitors } from "./browser.ts";
import { expectFocus, named } from "./hands.ts";
import { site } from "./site.ts";
import { startAppMail } from "../support/app-mail.ts";

type ReceivedMail = Mailbox["mails"][number];

inBrowser("the links in received emails", () => {
  const here = site();
  const visit = visitors();
  let mailbox: Mailbox;
  let worker: EmailWorker;
  beforeAll(async () => {
    mailbox = await startMailbox();
    worker = startAppMail({ ...here.app.deps, publicUrl: here.address }, mailbox);
  });
  afterAll(async () => {
    await worker?.stop();
    await mailbox?.close();
  });

  /** Waits for an email to an address with this text. */
  async function mailTo(address: string, says: string): Promise<ReceivedMail> {
    const found = () => mailbox.mails.find((mail) => mail.to.includes(address) && saysSo(mail, says));
    worker.wake();
    await mailbox.waitFor(() => found() !== undefined);
    return found()!;
  }

  /** Clicks a link of the email in a browser. */
  async function click(mail: ReceivedMail, path: string, options: Parameters<typeof visit>[1] = {}) {
    const visitor = await visit("about:blank", { neighbour: here.address, ...options });
    await visitor.page.setContent(mail.parsed.html || "");
    await visitor.page.locator(`a[href^="${here.address}${path}"]`).first().click();
    return visitor;
  }

  /** Books on the page, filling in every field. */
  async function book(name: string, start: string, options: Parameters<typeof visit>[1] = {}, query = "") {
    const { page, leave } = await visit(
      `${here.address}/book/jane/consultation?start=${encodeURIComponent(start)}${query}`,
      options,
    );
    await page.locator("[name=attendee_name]").fill(name);
    await page.locator("[name=attendee_email]").fill(`${name}@example.com`);
    await page.getByLabel("Which company are you with?").fill("Initech");
    await page.getByLabel("I agree to the terms").check();
    await page.locator("button.primary").click();
    await page.locator("#booked").waitFor();
    await leave();
  }

  test("confirm a request once and notify the attendee", async () => {
    await book("ada", "2026-03-03T14:00:00Z");
    expect(await here.bookings()).toMatchObject([{ status: "pending" }]);
    const request = await mailTo("jane@example.com", "ada@example.com");
    expect(request.parsed.text).toContain("Initech");
    const { page, leave } = await click(request, "/v1/bookings/");
    await page.getByRole("heading", { name: "Booking confirmed" }).waitFor();
    expect(await here.bookings()).toMatchObject([{ status: "confirmed" }]);
    await page.reload();
    await page.getByRole("heading", { name: "This booking is already confirmed" }).waitFor();
    await mailTo("ada@example.com", "METHOD:REQUEST");
    await leave();
  });

  test("reschedule a booking and notify both sides", async () => {
    await book("grace", "2026-03-03T15:00:00Z");
    const { page, leave } = await click(await mailTo("grace@example.com", "10:00 AM"), "/v1/reschedule/");
    await page.getByText("10:00 AM – 11:00 AM").waitFor();
    await page.locator("[data-awake]").waitFor();
    await named(page, "button", "March 4").click();
    await named(page, "link", "1:00 PM").click();
    await page.getByText("Jane Doe still has to confirm it").waitFor();
    await page.getByRole("button", { name: "Ask for this time" }).click();
    await expectFocus(page, "Your booking has moved");
    expect(await here.bookings()).toMatchObject([{ start_time: "2026-03-04T18:00:00Z", status: "pending" }]);
    await mailTo("grace@example.com", "1:00 PM");
    await mailTo("jane@example.com", "1:00 PM");
    await leave();
  });

  test("reschedule without JavaScript, in the email's language", async () => {
    const german = { locale: "de-DE", javaScriptEnabled: false };
    await book("emmy", "2026-03-03T16:00:00Z", german);
    const mail = await mailTo("emmy@example.com", "11:00");
    const { page, leave } = await click(mail, "/v1/reschedule/", { javaScriptEnabled: false });
    await page.getByText("Ihr jetziger Termin").waitFor();
    await page.getByRole("link", { name: "Mittwoch, 4. März, frei" }).click();
    await named(page, "link", "13:00").click();
    await page.getByRole("button", { name: "Diese Zeit anfragen" }).click();
    await page.getByRole("heading", { name: "Ihre Buchung ist verlegt" }).waitFor();
    expect(await here.bookings()).toMatchObject([{ start_time: "2026-03-04T18:00:00Z", status: "pending" }]);
    await mailTo("emmy@example.com", "13:00");
    await leave();
  });

  test("cancel a booking with a reason for its host", async () => {
    await book("mary", "2026-03-03T17:00:00Z");
    const mail = await mailTo("mary@example.com", "12:00 PM");
    const { page, leave } = await click(mail, "/v1/cancel/");
    await page.getByRole("textbox").fill("My train does not run");
    await page.getByRole("button", { name: "Cancel this booking" }).click();
    await page.getByRole("heading", { name: "Booking cancelled" }).waitFor();
    expect(await here.bookings()).toEqual([]);
    await mailTo("jane@example.com", "My train does not run");
    await leave();
    const late = await click(mail, "/v1/reschedule/");
    await late.page.getByRole("heading", { name: "This booking was cancelled" }).waitFor();
    await bookAnew(late.page);
    await late.leave(409);
  });
});

async function bookAnew(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Book a new time" }).click();
  await page.getByRole("heading", { name: "Choose a day and time" }).waitFor();
}

/** Ignores line wraps and the narrow spaces of some locales. */
function saysSo({ parsed, raw }: ReceivedMail, says: string): boolean {
  return `${parsed.text} ${raw}`.replace(/\s+/g, " ").includes(says);
}
