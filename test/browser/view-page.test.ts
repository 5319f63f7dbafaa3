import { afterAll, beforeAll, expect, test } from "bun:test";
import type { FrameLocator, Page } from "playwright-core";
import { inBrowser, visitors } from "./browser.ts";
import { site } from "./site.ts";

const SLOT = "start=2026-03-03T14:00:00Z&tz=America/New_York";
const CONFIRMED = { name: "Your booking is confirmed" };

inBrowser("the page of a new booking", () => {
  const here = site();
  const visit = visitors();
  let around: ReturnType<typeof Bun.serve>;
  beforeAll(() => {
    around = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: () =>
        new Response(
          `<!doctype html><link rel="icon" href="data:,"><title>Around</title>
           <iframe src="${here.address}/book/jane/30min?embed=inline&amp;${SLOT.replace("&", "&amp;")}" title="Book" width="800" height="900"></iframe>`,
          { headers: { "content-type": "text/html" } },
        ),
    });
  });
  afterAll(() => around.stop(true));

  async function fillIn(page: Page | FrameLocator): Promise<void> {
    await page.getByLabel("Name").fill("Jason Johnson");
    await page.getByLabel("Email").fill("jason@example.com");
    await page.getByRole("button", { name: "Confirm booking" }).click();
    await page.getByRole("heading", CONFIRMED).waitFor();
  }

  test.each([true, false])("survives a reload (scripts: %p)", async (javaScriptEnabled) => {
    const { page, leave } = await visit(`${here.address}/book/jane/30min?${SLOT}`, { javaScriptEnabled });
    await fillIn(page);
    expect(new URL(page.url()).pathname).toMatch(/^\/booking\/[\w-]{30}$/);
    await page.reload();
    await page.getByRole("heading", CONFIRMED).waitFor();
    expect(await here.bookings()).toHaveLength(1);
    await leave();
  });

  test.each([true, false])("is left by Back without an error (scripts: %p)", async (javaScriptEnabled) => {
    const { page, leave } = await visit(
      `${here.address}/book/jane/30min?tz=America/New_York&date=2026-03-03`,
      {
        javaScriptEnabled,
      },
    );
    await page.getByRole("link", { name: "9:00 AM", exact: true }).click();
    await fillIn(page);
    await page.goBack();
    if (!javaScriptEnabled) await page.goBack();
    await page.getByRole("link", { name: "9:30 AM", exact: true }).waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.goForward();
    if (!javaScriptEnabled) await page.goForward();
    await page.getByRole("heading", CONFIRMED).waitFor();
    expect(await here.bookings()).toHaveLength(1);
    await leave();
  });

  test.each([
    ["Move to another time", "Choose a new day and time"],
    ["Cancel the booking", "Cancel this booking?"],
  ])("leaves an embed for a new tab to %s", async (name, heading) => {
    const { page, leave } = await visit(`http://127.0.0.1:${around.port}/`, { neighbour: here.address });
    const frame = page.frameLocator("iframe");
    await frame.locator("[data-awake]").waitFor();
    await fillIn(frame);
    const [tab] = await Promise.all([
      page.context().waitForEvent("page"),
      frame.getByRole("link", { name }).click(),
    ]);
    await tab.getByRole("heading", { name: heading }).waitFor();
    await frame.getByRole("heading", CONFIRMED).waitFor();
    await leave();
  });
});
