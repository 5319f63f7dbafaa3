import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { asksFor, inBrowser, visitors } from "./browser.ts";
import { site } from "./site.ts";

inBrowser("when something goes wrong", () => {
  const here = site();
  const visit = visitors();
  const form = (path = "/book/jane/30min", start = "2026-03-03T14:00:00Z") =>
    `${here.address}${path}?start=${encodeURIComponent(start)}`;

  test("a taken time keeps the form's input and offers nearby times", async () => {
    const { page, leave } = await visit(form());
    await fillIn(page);
    await page.getByLabel("Anything Jane Doe should know?").fill("The enterprise plan");
    expect((await here.app.book({ start_time: "2026-03-03T14:00:00Z" })).status).toBe(201);
    await confirm(page);
    await page.locator(":focus", { hasText: "This time has just been taken." }).waitFor();
    await confirm(page);
    await page.getByText("Please choose one of these times.").waitFor();
    expect(await page.getByRole("radio").count()).toBe(6);
    await page.getByLabel("Tuesday, March 3, 9:30 AM").check();
    await confirm(page);
    await booked(page);
    expect(await here.bookings()).toMatchObject([
      { start_time: "2026-03-03T14:30:00Z", attendee_name: "Ada Lovelace", notes: "The enterprise plan" },
      { start_time: "2026-03-03T14:00:00Z" },
    ]);
    await leave(409, 422);
  });

  test("a taken time does so without JavaScript too", async () => {
    const { page, leave } = await visit(form(), { javaScriptEnabled: false });
    await fillIn(page);
    await here.app.book({ start_time: "2026-03-03T14:00:00Z" });
    await confirm(page);
    await page.getByText("This time has just been taken.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("Ada Lovelace");
    await page.getByLabel("Tuesday, March 3, 9:30 AM").check();
    await confirm(page);
    await booked(page);
    expect(await here.bookings()).toHaveLength(2);
    await leave(409);
  });

  test("two clicks make one booking", async () => {
    const { page, requests, leave } = await visit(form());
    await fillIn(page);
    await page.getByRole("button", { name: "Confirm booking" }).dblclick();
    await booked(page);
    expect(await here.bookings()).toHaveLength(1);
    expect(requests.filter((path) => path === "/book/jane/30min")).toHaveLength(1);
    await leave();
  });

  test("a lost response is retried without a second booking", async () => {
    const { page, leave } = await visit(form());
    await fillIn(page);
    await page.route("**/book/**", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await confirm(page);
    await page.locator(":focus", { hasText: "The server could not be reached." }).waitFor();
    await page.unroute("**/book/**");
    await confirm(page);
    await booked(page);
    expect(await here.bookings()).toHaveLength(1);
    await leave("net::ERR_FAILED");
  });

  test("a slow connection is reported", async () => {
    const { page, leave } = await visit(form());
    await page.clock.install();
    await fillIn(page);
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    await page.route("**/book/**", async (route) => {
      await held;
      await route.continue();
    });
    await confirm(page);
    await page.getByRole("button", { name: "Booking…" }).waitFor();
    await page.clock.fastForward(5_000);
    await page.getByText("The connection is slow.").waitFor();
    letGo();
    await booked(page);
    await leave();
  });

  test("being offline is reported, and the form is sent afterwards", async () => {
    const { page, leave } = await visit(form());
    await fillIn(page);
    await page.context().setOffline(true);
    await page.locator(".offline", { hasText: "You are offline." }).waitFor();
    await confirm(page);
    await page.locator(":focus", { hasText: "You are offline." }).waitFor();
    expect(await page.locator("#page").getByText("You are offline.").count()).toBe(1);
    expect(await page.locator("#announcer").innerText()).toBe("");
    await page.context().setOffline(false);
    await page.getByText("You are offline.").waitFor({ state: "detached" });
    await confirm(page);
    await booked(page);
    expect(await here.bookings()).toMatchObject([{ attendee_name: "Ada Lovelace" }]);
    await leave("net::ERR_INTERNET_DISCONNECTED");
  });

  test("slots that cannot be loaded are reported, with a way to retry", async () => {
    const { page, requests, leave } = await visit(`${here.address}/book/jane/30min`);
    await asksFor(page, requests, "2026-04");
    await page.route("**/v1/slots/**", (route) => route.abort());
    await page.getByRole("button", { name: "Next month" }).click();
    await page.getByRole("heading", { name: "Times on Wednesday, April 1, 2026" }).waitFor();
    await page.getByRole("button", { name: "Next month" }).click();
    await page.getByText("The free times could not be loaded.").waitFor();
    await page.unroute("**/v1/slots/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Times on Friday, May 1, 2026" }).waitFor();
    await leave("net::ERR_FAILED");
  });

  test("a missing answer is reported at its field, which gets focus", async () => {
    const { page, leave } = await visit(form("/book/jane/consultation"));
    await page.getByRole("button", { name: "Request booking" }).click();
    await page.locator("#attendee_name:focus").waitFor();
    expect(await page.getByText("Please fill this in.").count()).toBe(3);
    expect(await page.getByText("Please tick this box.").count()).toBe(1);
    await fillIn(page);
    await page.getByRole("button", { name: "Request booking" }).click();
    const company = page.getByLabel("Which company are you with?");
    await page.locator(`[name="answers[company]"]:focus`).waitFor();
    expect(await company.getAttribute("aria-describedby")).toBe("answers[company]-problem");
    await company.fill("Initech");
    await page.getByLabel("I agree to the terms").check();
    await page.getByRole("button", { name: "Request booking" }).click();
    await page.locator(":focus", { hasText: "Your request has been sent" }).waitFor();
    await page.getByText("Jane Doe still has to confirm it.").waitFor();
    expect(await here.bookings()).toMatchObject([
      { status: "pending", answers: [{ answer: "Initech" }, { answer: true }] },
    ]);
    await leave(422);
  });

  test("reloading the form keeps the time and zone", async () => {
    const { page, leave } = await visit(`${here.address}/book/jane/30min`, { timezoneId: "Asia/Karachi" });
    await page.getByRole("link", { name: "7:00 PM" }).click();
    await page.reload();
    await page.getByText("7:00 PM – 7:30 PM").waitFor();
    await page.getByText("Asia/Karachi (UTC+05:00)").waitFor();
    await page.getByRole("link", { name: "Back" }).click();
    await page.getByRole("link", { name: "8:00 PM" }).waitFor();
    await leave();
  });

  test("going back keeps the form's input", async () => {
    const { page, leave } = await visit(`${here.address}/book/jane/30min`);
    await page.getByRole("link", { name: "9:30 AM" }).click();
    await fillIn(page);
    await page.goBack();
    await page.getByRole("link", { name: "10:00 AM" }).click();
    expect(await page.getByLabel("Name").inputValue()).toBe("Ada Lovelace");
    expect(page.url()).not.toContain("Ada");
    await page.getByRole("link", { name: "Back" }).click();
    await page.getByRole("link", { name: "10:30 AM" }).click();
    expect(await page.getByLabel("Email").inputValue()).toBe("ada@example.com");
    await confirm(page);
    await booked(page);
    await leave();
  });
});

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("Email").fill("ada@example.com");
}

function confirm(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Confirm booking" }).click();
}

async function booked(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Your booking is confirmed" }).waitFor();
}
