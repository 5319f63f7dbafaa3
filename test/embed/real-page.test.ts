import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";
import { notedEvents, noteEvents, serveSite, type Site } from "./sites.ts";

setDefaultTimeout(30_000);

let app: TestApp;
let key: string;
let book: string;
let browser: Browser;
let page: Page;
let site: Site;
let body = "";

beforeAll(async () => {
  if (!hasChromium) return;
  app = await startApp();
  ({ key } = await app.host());
  app.app.listen({ hostname: "127.0.0.1", port: 0 });
  book = `http://127.0.0.1:${app.app.server!.port}`;
  browser = await openChromium();
  page = await browser.newPage({ locale: "en-US", timezoneId: "America/New_York" });
  page.setDefaultTimeout(10_000);
  site = serveSite(() => `<script src="${book}/embed.js" async></script>${body}`);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await app?.app.server?.stop(true);
  app?.close();
});

const attributes = 'user="jane" event="30min" prefill-name="Jason Johnson" prefill-email="jason@example.com"';
const embeds = {
  inline: `<schedkit-embed id="it" ${attributes}></schedkit-embed>`,
  popup: `<schedkit-embed id="it" mode="popup" ${attributes}></schedkit-embed>`,
  widget: `<schedkit-embed id="it" mode="widget" ${attributes}></schedkit-embed>`,
  button:
    '<button id="it" data-schedkit="jane/30min" data-schedkit-prefill-name="Jason Johnson" data-schedkit-prefill-email="jason@example.com">Book a meeting</button>',
};

describe.skipIf(!hasChromium).each(Object.entries(embeds))("%s with the real booking page", (mode, html) => {
  const frame = () => page.frameLocator("iframe");
  const time = () =>
    frame()
      .getByRole("link", { name: /^9:\d\d AM|^1\d:\d\d AM/ })
      .first();

  async function open(): Promise<void> {
    body = html;
    await page.goto(site.origin);
    await page.waitForFunction(() => customElements.get("schedkit-embed"));
    await noteEvents(page);
    if (mode !== "inline") await page.getByRole("button", { name: "Book a meeting" }).click();
    await frame().locator("[data-awake]").waitFor();
  }

  if (mode !== "inline") {
    test("closes on Escape pressed in the page", async () => {
      await open();
      await time().focus();
      await page.keyboard.press("Escape");
      await page.locator("iframe").waitFor({ state: "hidden" });
    });
  }

  test("books, and the site hears of just that booking", async () => {
    await open();
    await time().click();
    await frame().getByRole("button", { name: "Confirm booking" }).click();
    await frame().getByText("Your booking is confirmed").first().waitFor();
    await page.waitForFunction(() => (globalThis as any).noted.some(([name]: string[]) => name === "booked"));
    const told = ((await notedEvents(page)) as [string, string, Json][]).filter(
      ([name]) => name === "booked",
    );
    const { json } = await app.request("GET", "/v1/bookings", { key });
    const stored: Json = json["bookings"].toSorted((one: Json, other: Json) => other["id"] - one["id"])[0];
    expect(told).toEqual([
      [
        "booked",
        "it",
        {
          id: stored["id"],
          uid: stored["uid"],
          status: "confirmed",
          requires_confirmation: false,
          attendee_name: "Jason Johnson",
          attendee_email: "jason@example.com",
          attendee_timezone: "America/New_York",
          start_time: stored["start_time"],
          end_time: stored["end_time"],
          event_type: "30 Minute Meeting",
        },
      ],
    ]);
  });

  test("is as high as its page, in every step", async () => {
    await open();
    for (const step of [() => time().waitFor(), () => time().click()]) {
      await step();
      await frame()
        .locator("main")
        .evaluate(
          (main, room) =>
            new Promise<void>((resolve) => {
              const look = () =>
                innerHeight >= Math.min(main.clientHeight, room) ? resolve() : requestAnimationFrame(look);
              look();
            }),
          page.viewportSize()!.height - 40,
        );
    }
  });

  test("closes by the page's own control", async () => {
    await open();
    if (mode === "inline")
      return expect(await frame().getByRole("button", { name: "Close" }).count()).toBe(0);
    await frame().getByRole("button", { name: "Close" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("it");
  });
});
