import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { startApp, type TestApp } from "../support/start-app.ts";
import { expectAccessible, inBrowser, isAwake, visitors } from "./browser.ts";

let app: TestApp;
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

const setupLink = () => `${address}/setup/${app.deps.setupTokens.issue(app.clock.now)}`;

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save" }).last().click();
  await page.getByText("Saved.").waitFor();
}

inBrowser("the first run", () => {
  const visit = visitors();

  test("from the setup link to a meeting that is moved and cancelled, without documentation", async () => {
    const { page, leave } = await visit(setupLink(), { timezoneId: "Europe/Berlin" });
    await expectAccessible(page);
    expect(await page.getByLabel("Time zone").inputValue()).toBe("Europe/Berlin");
    await page.getByLabel("Your name").fill("Ada Lovelace");
    await page.getByLabel("Email address").fill("ada@example.com");
    await page.getByLabel("Password").fill("copper lantern violin");
    await page.getByRole("button", { name: "Create my page" }).click();
    await page.getByRole("heading", { name: "Your page is ready" }).waitFor();
    await expectAccessible(page);
    const link = await page.locator("a.address").innerText();
    expect(new URL(link).pathname).toBe("/book/ada-lovelace");

    await page.getByRole("link", { name: "Availability", exact: true }).click();
    await page.getByRole("link", { name: "Working hours", exact: true }).click();
    await page.getByLabel("Monday, to").fill("13:00");
    await save(page);

    await page.getByRole("link", { name: "Event types", exact: true }).click();
    await page.getByRole("link", { name: "Introductory call", exact: true }).click();
    for (const [index, label] of ["Which company?", "What about?"].entries()) {
      await page.getByRole("button", { name: "Add a question" }).click();
      await page.getByLabel("Question", { exact: true }).nth(index).fill(label);
    }
    await page.getByLabel("Ask me before a booking is confirmed").check();
    await save(page);

    const phone = await visit(`${address}/book/ada-lovelace/introductory-call`, {
      viewport: { width: 360, height: 740 },
      timezoneId: "America/New_York",
    });
    await isAwake(phone.page);
    // The first one begins now, when a request could no longer be answered.
    await phone.page.locator(".slot").nth(1).click();
    await phone.page.getByLabel("Name").fill("Jason Johnson");
    await phone.page.getByLabel("Email").fill("jason@example.com");
    await phone.page.getByLabel("Which company?").fill("Initech");
    await phone.page.getByRole("button", { name: "Request booking" }).click();
    await phone.page.getByRole("heading", { name: "Your request has been sent" }).waitFor();
    await phone.leave();

    await page.getByRole("link", { name: "Bookings", exact: true }).click();
    await page.getByRole("link", { name: "Waiting for you (1)" }).click();
    await page.getByRole("link", { name: "Jason Johnson" }).click();
    await page.getByText("Initech").waitFor();
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("The booking is confirmed. Jason Johnson gets an email.").waitFor();
    await page.getByRole("link", { name: "Reschedule" }).click();
    await page.getByRole("button", { name: "Day after" }).click();
    await page.locator(".times label").first().click();
    await page.getByRole("button", { name: "Reschedule" }).click();
    await page.getByText("The meeting has a new time.").waitFor();
    await page.getByLabel(/Message to/).fill("I am ill");
    await page.getByRole("button", { name: "Cancel the meeting" }).click();
    await page.getByText("The meeting is cancelled.").waitFor();
    await page.getByRole("link", { name: /^Cancelled: Introductory call with/ }).click();
    await page.frameLocator("iframe.email").getByText("I am ill").waitFor();
    await leave();
  });

  test("a link that was used explains itself", async () => {
    const { page, leave } = await visit(setupLink());
    await page.getByRole("heading", { name: "This link no longer works" }).waitFor();
    await expectAccessible(page);
    await leave(404);
  });
});
