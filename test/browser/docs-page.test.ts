import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";
import { startApp, type TestApp } from "../support/start-app.ts";
import { expectAccessible } from "./browser.ts";

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

test.skipIf(!hasChromium)("shows slots before booking, a filter, folded schemas and samples", async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${app.app.server!.port}/swagger`);
  const first = page.locator("#operations-tag-Public_booking ~ div .opblock-summary-path");
  await first.first().waitFor();
  const paths = await first.allInnerTexts();
  const at = (path: string) => paths.findIndex((one) => one.replaceAll("\u200b", "").startsWith(path));
  expect(at("/v1/slots")).toBeLessThan(at("/v1/book"));
  expect(await page.locator(".operation-filter-input").count()).toBe(1);
  expect(await page.locator(".models .model-box").count()).toBe(0);
  await page.locator("#operations-Public_booking-createBooking .opblock-summary-control").click();
  await page.locator(".samples summary", { hasText: "Python" }).click();
  for (const language of ["curl", "TypeScript"])
    await page.locator(".samples summary", { hasText: language }).click();
  const [curl, typescript, python] = await page.locator(".samples pre").allInnerTexts();
  expect(curl).toContain('-d \'{"attendee_name":"Jason Johnson"');
  expect(typescript).toContain('await fetch("http://127.0.0.1');
  expect(python).toContain("requests.post(");
  const isShown = (code: string) =>
    page
      .locator(`#operations-Public_booking-createBooking .response[data-code="${code}"] .model-example`)
      .first()
      .isVisible();
  expect([await isShown("201"), await isShown("422")]).toEqual([true, false]);
  await page.close();
});

test.skipIf(!hasChromium)("the curl sample of a booking works as it is", async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${app.app.server!.port}/swagger`);
  await page.locator("#operations-Public_booking-createBooking .opblock-summary-control").click();
  await page.locator(".samples summary", { hasText: "curl" }).click();
  const curl = await page.locator(".samples pre").first().innerText();
  await page.close();
  const child = Bun.spawn(["sh", "-c", `${curl} -s`], { stdout: "pipe", stderr: "ignore" });
  expect(JSON.parse(await new Response(child.stdout).text())).toMatchObject({ status: "confirmed" });
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

test.skipIf(!hasChromium)("has no axe violation, also with an operation open", async () => {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  await page.goto(`http://127.0.0.1:${app.app.server!.port}/swagger`);
  await page.locator("#operations-tag-Public_booking[aria-level='2']").waitFor();
  await expectAccessible(page);
  await page.locator("#operations-Public_booking-createBooking .opblock-summary-control").click();
  await page.locator(".samples").waitFor();
  await expectAccessible(page);
  await page.close();
});
