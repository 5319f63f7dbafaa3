import { expect, test } from "bun:test";
import { inBrowser, visitors } from "../browser/browser.ts";
import { site } from "../browser/site.ts";

inBrowser("the booking page's script", () => {
  const here = site();
  const visit = visitors();

  test("requests emails in the page's language, whatever the browser prefers", async () => {
    const { page, leave } = await visit(`${here.address}/book/jane/30min?lang=de&date=2026-03-03`);
    await page.getByRole("link", { name: "09:30" }).click();
    await page.getByLabel("Name").fill("Jason Johnson");
    await page.getByLabel("E-Mail").fill("jason@example.com");
    await page.getByRole("button", { name: "Termin buchen" }).click();
    await page.locator("#booked").waitFor();
    expect(await here.bookings()).toMatchObject([
      { attendee_name: "Jason Johnson", attendee_language: "de" },
    ]);
    await leave();
  });
});
