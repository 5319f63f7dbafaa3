import { afterAll, beforeAll } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";
import { startApp, type TestApp } from "../support/start-app.ts";
import { serveSite, type Site } from "./sites.ts";

/** A site of another origin that embeds the app, and a page that opens it. */
export function realSite(patienceMs: number) {
  let app: TestApp;
  let key: string;
  let browser: Browser;
  let page: Page;
  let site: Site;
  let body = "";

  beforeAll(async () => {
    if (!hasChromium) return;
    app = await startApp();
    ({ key } = await app.host());
    app.app.listen({ hostname: "127.0.0.1", port: 0 });
    const script = `http://127.0.0.1:${app.app.server!.port}/embed.js`;
    browser = await openChromium();
    page = await browser.newPage({ locale: "en-US", timezoneId: "America/New_York" });
    page.setDefaultTimeout(patienceMs);
    site = serveSite(() => `<script src="${script}" async></script>${body}`);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await app?.app.server?.stop(true);
    app?.close();
  });

  return {
    get page() {
      return page;
    },
    /** The host's bookings from the API. */
    bookings: async () => (await app.request("GET", "/v1/bookings", { key })).json["bookings"],
    /** Opens the site with this content. */
    async visit(html: string): Promise<void> {
      body = html;
      await page.goto(site.origin);
    },
  };
}
