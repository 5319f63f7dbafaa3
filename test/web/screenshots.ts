import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { eventTypes } from "../browser/site.ts";
import { aSession } from "../support/sessions.ts";
import { startApp } from "../support/start-app.ts";

/** Takes the screenshots for the README and the documents: `bun test/web/screenshots.ts`. */
const folder = join(import.meta.dir, "screenshots");

const pictures = [
  { name: "booking-page", viewport: { width: 1120, height: 620 }, colorScheme: "light" },
  { name: "booking-page-dark", viewport: { width: 1120, height: 620 }, colorScheme: "dark" },
  { name: "booking-page-phone", viewport: { width: 360, height: 740 }, colorScheme: "light" },
] as const;

await mkdir(folder, { recursive: true });
const app = await startApp();
const { key } = await app.host("jane", eventTypes);
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
await takeDashboard();
await browser.close();
await app.app.server!.stop(true);
app.close();

/** The dashboard of a host with a few bookings. */
async function takeDashboard(): Promise<void> {
  const guests = [
    "Jason Johnson",
    "Ada Lovelace",
    "Grace Hopper",
    "Alan Turing",
    "Zoë Ångström",
    "Mary Jackson",
  ];
  for (const [index, attendee_name] of guests.entries()) {
    const day = `2026-03-0${2 + (index % 5)}`;
    const start_time = `${day}T${String(14 + index).padStart(2, "0")}:00:00Z`;
    await app.book({ attendee_name, attendee_email: `guest${index}@example.com`, start_time });
  }
  const answers = [
    { question_id: "company", answer: "Example Inc." },
    { question_id: "terms", answer: true },
  ];
  const wish = { attendee_name: "Katherine Johnson", start_time: "2026-03-04T18:00:00Z", answers };
  await app.book(wish, "/v1/book/jane/consultation");
  await app.request("PATCH", "/v1/me", { key, body: { language: "en-GB" } });
  const context = await browser.newContext({ viewport: { width: 1120, height: 640 }, colorScheme: "light" });
  const session = await aSession(app);
  const [name, value] = session.split("=") as [string, string];
  const url = `http://127.0.0.1:${app.app.server!.port}`;
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  for (const [picture, path] of [
    ["dashboard-bookings", "bookings"],
    ["dashboard-week", "bookings/week"],
    ["dashboard-availability", "availability/1"],
    ["dashboard-why", "availability/why?date=2026-03-04"],
  ] as const) {
    await page.goto(`${url}/dashboard/${path}`);
    await page.screenshot({ path: join(folder, `${picture}.png`) });
  }
  await context.close();
}
