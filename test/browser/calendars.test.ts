import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { startCalendarSync } from "../../src/server/calendar-sync.ts";
import { setPassword } from "../../src/usecases/hosts/passwords.ts";
import { feedOf, startFeedServer } from "../support/calendars/feed-server.ts";
import { PASSWORD } from "../support/sessions.ts";
import { startApp, type TestApp } from "../support/start-app.ts";
import { expectAccessible, inBrowser, visitors } from "./browser.ts";

let app: TestApp;
let feed: ReturnType<typeof startFeedServer>;
let sync: ReturnType<typeof startCalendarSync>;
let address: string;

beforeAll(async () => {
  feed = startFeedServer();
  feed.state.text = feedOf(["20260309T140000Z"]);
  app = await startApp();
  await app.host();
  await setPassword(app.deps, "jane", PASSWORD);
  sync = startCalendarSync(app.deps, { pollMs: 50 });
  app.app.listen({ hostname: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${app.app.server!.port}`;
});
afterAll(async () => {
  await sync.stop();
  await app.app.server!.stop(true);
  app.close();
  await feed.stop();
});

inBrowser("connecting a calendar in a browser", () => {
  const visit = visitors();

  test("a host connects an address by keyboard, and its event closes a slot", async () => {
    const { page, leave } = await visit(`${address}/login`, { viewport: { width: 360, height: 740 } });
    await page.getByLabel("Email address").fill("jane@example.com");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await tabTo(page, "Calendars");
    await tabTo(page, "Add a calendar address");
    await page.getByLabel("Calendar address").fill(`${feed.url}x`);
    await expectAccessible(page);
    feed.state.mode = "fails";
    await page.keyboard.press("Enter");
    await page.getByText("The server has a problem of its own.").waitFor();
    expect(await page.getByLabel("Calendar address").inputValue()).toBe(`${feed.url}x`);
    await expectAccessible(page);
    feed.state.mode = "works";
    await page.getByLabel("Calendar address").fill(feed.url);
    await page.getByLabel("Name").fill("Family");
    await page.keyboard.press("Enter");
    await page.getByText("The calendar is connected.").waitFor();
    await expectAccessible(page);
    await sync.idle();
    await page.reload();
    await page.getByText("Up to date").waitFor();
    expect(await freeStarts()).not.toContain("14:00");
    await page.getByRole("checkbox", { name: "Family" }).uncheck();
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByText("Saved.").waitFor();
    expect(await freeStarts()).toContain("14:00");
    await leave(422);
  });
});

/** Presses Tab until an element with this text has the focus, and follows it. */
async function tabTo(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).waitFor();
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim());
    if (focused !== name) continue;
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    return;
  }
  throw new Error(`Tab does not reach ${name}`);
}

async function freeStarts(): Promise<string[]> {
  const { json } = await app.request("GET", "/v1/slots/jane/30min?date=2026-03-09&timezone=UTC");
  return json["slots"].map(({ start }: { start: string }) => start.slice(11, 16));
}
