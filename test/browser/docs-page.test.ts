import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  if (!hasChromium) return;
  app = await startApp({ publicUrl: "https://book.schedkit.test" });
  await app.host();
  app.app.listen({ hostname: "127.0.0.1", port: 0 });
  browser = await openChromium();
});
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await app.app.server!.stop(true);
  app.close();
});

test.skipIf(!hasChromium)("sends tried requests to the address of the page", async () => {
  const page = await browser.newPage();
  const address = `http://127.0.0.1:${app.app.server!.port}`;
  await page.goto(`${address}/swagger`);
  await page.click("text=Get a host's public profile");
  await page.click("text=Try it out");
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.url().includes("/v1/u/")),
    page.click("text=Execute"),
  ]);
  expect({ url: response.url(), status: response.status() }).toEqual({
    url: `${address}/v1/u/jane?limit=50&page=1`,
    status: 200,
  });
});
