import { expect } from "bun:test";
import { test } from "bun:test";
import { expectAccessible, inBrowser, isAwake, visitors } from "./browser.ts";
import { expectNarrow } from "./hands.ts";
import { site } from "./site.ts";

inBrowser("an event type with several lengths", () => {
  const here = { site: site() };
  const visit = visitors();

  test.each([false, true])("is booked with another one (without scripts: %p)", async (losesScripts) => {
    const { app, key, address } = here.site;
    const body = { durations_minutes: [15, 30, 60] };
    await app.request("PATCH", "/v1/event-types/1", { key, body });
    const viewport = { width: 360, height: 740 };
    const { page, leave } = await visit(`${address}/book/jane/30min?date=2026-03-03`, {
      losesScripts,
      viewport,
    });
    await expectNarrow(page);
    await expectAccessible(page);
    await page.getByRole("navigation", { name: "How long?" }).getByRole("link", { name: "1 hour" }).click();
    if (!losesScripts) await isAwake(page);
    expect(await page.locator(".lengths [aria-current]").innerText()).toBe("1 hour");
    await page.getByRole("link", { name: /^10:00/ }).click();
    await page.getByLabel("Name").fill("Jason Johnson");
    await page.getByLabel("Email").fill("jason@example.com");
    await page.getByRole("button", { name: "Confirm booking" }).click();
    await page.getByRole("heading", { name: "Your booking is confirmed" }).waitFor();
    const [booking] = await here.site.bookings();
    expect(booking).toMatchObject({ start_time: "2026-03-03T15:00:00Z", end_time: "2026-03-03T16:00:00Z" });
    await leave(...(losesScripts ? ["net::ERR_FAILED"] : []));
  });
});
