import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Frame, Page } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";
import { startApp, type TestApp } from "../support/start-app.ts";
import { bookingFrame, serveSite, type Site } from "./sites.ts";

setDefaultTimeout(30_000);

let app: TestApp;
let book: string;
let browser: Browser;
let page: Page;
let site: Site;
let body = "";

beforeAll(async () => {
  if (!hasChromium) return;
  app = await startApp();
  await app.host();
  app.app.listen({ hostname: "127.0.0.1", port: 0 });
  book = `http://127.0.0.1:${app.app.server!.port}`;
  browser = await openChromium();
  page = await browser.newPage({ locale: "en-US", timezoneId: "America/New_York" });
  page.setDefaultTimeout(8_000);
  site = serveSite(() => `<script src="${book}/embed.js" async></script>${body}`);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await app?.app.server?.stop(true);
  app?.close();
});

async function visit(html: string): Promise<Frame> {
  body = html;
  await page.goto(site.origin);
  if (html.includes("popup")) await page.getByRole("button", { name: "Book a meeting" }).click();
  return bookingFrame(page);
}

/** Leads the frame, as a link in it does. */
async function lead(frame: Frame, path: string): Promise<void> {
  await Promise.all([
    frame.waitForURL((url) => url.pathname === path.split("?")[0]),
    frame.evaluate((path) => location.assign(path), path),
  ]);
}

const popup = `<schedkit-embed user="jane" event="30min" mode="popup"></schedkit-embed>`;

describe.skipIf(!hasChromium)("in the frame of an embed,", () => {
  test.each([
    ["a host's page", `<schedkit-embed user="jane"></schedkit-embed>`],
    ["a page that is not there", `<schedkit-embed user="jane" event="nothing"></schedkit-embed>`],
  ])("%s is as high as its content", async (_, html) => {
    const frame = await visit(html);
    const content = await frame.locator("#page").evaluate((all) => Math.ceil(all.clientHeight));
    await page.waitForFunction(
      (height) =>
        document.querySelector("schedkit-embed")!.shadowRoot!.querySelector("iframe")!.clientHeight ===
        height,
      content,
    );
    expect(content).toBeLessThan(500);
  });

  test.each(["/book/jane/nothing", "/book/jane/30min/nothing", "/book/jane"])(
    "%s has a close control that closes the dialog",
    async (path) => {
      const frame = await visit(popup);
      await lead(frame, `${path}?embed=popup`);
      await frame.getByRole("button", { name: "Close" }).click();
      await page.locator("dialog").waitFor({ state: "detached" });
    },
  );

  test("a silent page that follows one which spoke to its end leaves the dialog its close control", async () => {
    const frame = await visit(popup);
    await frame.locator("[data-awake]").waitFor();
    const iframe = await page.locator("iframe").elementHandle();
    const before = await page.locator("iframe").evaluate(({ clientHeight }) => clientHeight);
    await frame
      .getByRole("link", { name: /^\d+:\d\d AM/ })
      .first()
      .click();
    await page.waitForFunction(([iframe, before]) => iframe.clientHeight !== before, [
      iframe,
      before,
    ] as const);
    await page.locator("dialog.spoken").waitFor();
    await page.route("**/silent", (route) => route.fulfill({ contentType: "text/html", body: "Hello" }));
    await lead(frame, "/silent");
    await page.locator("dialog:not(.spoken)").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
  });
});
