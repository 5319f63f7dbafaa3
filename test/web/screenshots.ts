import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { eventTypes } from "../browser/site.ts";
import { startApp } from "../support/start-app.ts";

/** Takes the screenshots for the README: `bun test/web/screenshots.ts`. */
const folder = join(import.meta.dir, "screenshots");

const pictures = [
  { name: "booking-page", viewport: { width: 1120, height: 620 }, colorScheme: "light" },
  { name: "booking-page-dark", viewport: { width: 1120, height: 620 }, colorScheme: "dark" },
  { name: "booking-page-phone", viewport: { width: 360, height: 740 }, colorScheme: "light" },
] as const;

await mkdir(folder, { recursive: true });
const app = await startApp();
await app.host("jane", eventTypes);
app.app.listen({ hostname: "127.0.0.1", port: 0 });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const { name, ...look } of pictures) {
  const context = await browser.newContext({ ...look, locale: "en-US", timezoneId: "America/New_York" });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${app.app.server!.port}/book/jane/30min?date=2026-03-10`);
  await page.locator("[data-awake]").waitFor();
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}
await browser.close();
await app.app.server!.stop(true);
app.close();
