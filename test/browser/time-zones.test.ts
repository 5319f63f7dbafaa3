import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { inBrowser, monthsAsked, visitors } from "./browser.ts";
import { named } from "./hands.ts";
import { site } from "./site.ts";

inBrowser("time zones on the booking page", () => {
  const here = site();
  const visit = visitors();
  const at = (path: string) => `${here.address}${path}`;
  const box = (page: Page) => named(page, "combobox", "Time zone");
  const options = (page: Page) => page.getByRole("option").allInnerTexts();

  test("the month is chosen in the visitor's zone at its edge", async () => {
    // In New York it is still 30 November, in Sydney and Auckland already December.
    for (const timezoneId of ["Australia/Sydney", "Pacific/Auckland"]) {
      here.app.clock.now = Date.parse("2026-11-30T17:00:00Z");
      const { page, leave } = await visit(at("/book/jane/30min"), { timezoneId });
      await page.getByRole("heading", { name: "Times on Tuesday, December 1, 2026" }).waitFor();
      expect(await page.getByText("No times are free").count()).toBe(0);
      await leave();
    }
  });

  test("the month follows a zone chosen at its edge", async () => {
    here.app.clock.now = Date.parse("2026-11-30T17:00:00Z");
    const { page, leave } = await visit(at("/book/jane/30min"), { timezoneId: "America/Los_Angeles" });
    await page.getByRole("heading", { name: "Times on Monday, November 30, 2026" }).waitFor();
    await box(page).click();
    await page.keyboard.type("auckland");
    await page.getByRole("option", { name: /^Auckland/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Times on Tuesday, December 1, 2026" }).waitFor();
    await leave();
  });

  test("a zone that the browser does not know is shown", async () => {
    const { page, leave } = await visit(at("/book/jane/30min"));
    await page.evaluate(() => {
      const Known = Intl.DateTimeFormat;
      Intl.DateTimeFormat = function (locale: string, options?: Intl.DateTimeFormatOptions) {
        if (options?.timeZone === "Asia/Kolkata") throw new RangeError("Invalid time zone");
        return new Known(locale, options);
      } as never;
    });
    await box(page).click();
    await page.keyboard.type("mumbai");
    await page.getByRole("option", { name: /^Kolkata/ }).waitFor();
    await page.keyboard.press("Enter");
    await named(page, "link", "7:30 PM").waitFor();
    expect(await page.getByText("could not be loaded").count()).toBe(0);
    await leave();
  });

  test("a browser that only knows an offset gets its own time", async () => {
    const { page, leave } = await visit(at("/book/jane/30min"), { timezoneId: "Etc/GMT+8" });
    await named(page, "link", "6:00 AM").waitFor();
    await leave();
  });

  test("Enter without typing changes nothing", async () => {
    const { page, requests, leave } = await visit(at("/book/jane/30min"));
    await box(page).click();
    await page.getByRole("option", { name: /^New York/ }).waitFor();
    await page.keyboard.press("Enter");
    expect(await box(page).inputValue()).toBe("America/New York");
    expect(monthsAsked(requests).filter((asked) => !asked.endsWith("America/New_York"))).toEqual([]);
    await leave();
  });

  test("the open list has every zone, and the current one in view", async () => {
    const { page, leave } = await visit(at("/book/jane/30min?tz=Asia/Tokyo"));
    await box(page).click();
    const current = page.getByRole("option", { name: /^Tokyo · UTC\+09:00 · \d+:\d\d/ });
    await current.waitFor();
    expect(await current.getAttribute("aria-selected")).toBe("true");
    expect((await options(page)).length).toBeGreaterThan(300);
    const isInView = await current.evaluate((row) => {
      const [inner, outer] = [row, row.parentElement!].map((one) => one.getBoundingClientRect());
      return inner!.top >= outer!.top - 1 && inner!.bottom <= outer!.bottom + 1;
    });
    expect(isInView).toBe(true);
    await leave();
  });

  test("zones can be chosen by name if their list cannot be loaded", async () => {
    const { page, leave } = await visit(at("/book/jane/30min"));
    await page.route("**/zones?*", (route) => route.abort());
    await box(page).click();
    await page.keyboard.type("tokyo");
    await page.getByRole("option", { name: "Asia/Tokyo" }).waitFor();
    await page.keyboard.press("Enter");
    await named(page, "link", "11:00 PM").waitFor();
    await leave("net::ERR_FAILED");
  });

  test("a chosen zone and clock survive a reload", async () => {
    const { page, leave } = await visit(at("/book/jane/30min"));
    await box(page).click();
    await page.keyboard.type("tokyo");
    await page.getByRole("option", { name: /^Tokyo/ }).waitFor();
    await page.keyboard.press("Enter");
    await named(page, "link", "24 h").click();
    await named(page, "link", "23:00").waitFor();
    await page.reload();
    await named(page, "link", "23:00").waitFor();
    expect(await box(page).inputValue()).toBe("Asia/Tokyo");
    await leave();
  });
});
