import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { asksFor, inBrowser, isAwake, monthsAsked, visitors } from "./browser.ts";
import { expectFocus, expectNarrow, named, tabTo } from "./hands.ts";
import { site } from "./site.ts";

inBrowser("booking in a browser", () => {
  const here = { site: site() };
  const visit = visitors();
  const at = (path: string) => `${here.site.address}${path}`;

  async function fillIn(page: Page): Promise<void> {
    await page.getByLabel("Name").fill("Jason Johnson");
    await page.getByLabel("Email").fill("jason@example.com");
  }

  test("works by mouse, from the host's page to the next steps", async () => {
    const { page, leave } = await visit(at("/book/jane"));
    await page.getByRole("link", { name: /30 Minute Meeting/ }).click();
    await isAwake(page);
    await named(page, "button", "March 3").click();
    await named(page, "link", "9:30 AM").click();
    await expectFocus(page, "Your details");
    await fillIn(page);
    await page.getByLabel("Anything Jane Doe should know?").fill("The enterprise plan");
    await page.getByRole("button", { name: "Confirm booking" }).click();
    await expectFocus(page, "Your booking is confirmed");
    expect(await page.title()).toBe("Your booking is confirmed");
    const [booking, ...others] = await here.site.bookings();
    expect(others).toEqual([]);
    expect(booking).toMatchObject({
      start_time: "2026-03-03T14:30:00Z",
      attendee_timezone: "America/New_York",
      notes: "The enterprise plan",
      status: "confirmed",
    });
    await expectLinks(page);
    await leave();
  });

  async function expectLinks(page: Page): Promise<void> {
    const href = async (name: string) => (await page.getByRole("link", { name }).getAttribute("href"))!;
    expect(await href("Google Calendar")).toContain("dates=20260303T143000Z%2F20260303T150000Z");
    expect(await href("Outlook.com")).toStartWith("https://outlook.live.com/calendar/0/deeplink/compose?");
    expect(await href("Microsoft 365")).toContain("subject=30%20Minute%20Meeting%20with%20Jane%20Doe");
    const ics = await here.site.app.request("GET", await href("Calendar file (.ics)"));
    expect(ics.headers.get("content-type")).toContain("text/calendar");
    expect(ics.text).toContain("DTSTART:20260303T143000Z");
    for (const name of ["Move to another time", "Cancel the booking"]) {
      const link = await here.site.app.request("GET", await href(name), { headers: { accept: "text/html" } });
      expect(link.status).toBe(200);
    }
  }

  test("leads to the host's page after a booking, with and without scripts", async () => {
    const { app, key } = here.site;
    const body = { redirect_url: "https://thanks.example/page" };
    await app.request("PATCH", "/v1/event-types/1", { key, body });
    for (const losesScripts of [false, true]) {
      const neighbour = "https://thanks.example";
      const { page, leave } = await visit(at("/book/jane/30min"), { neighbour, losesScripts });
      await page
        .context()
        .route("https://thanks.example/**", (route) =>
          route.fulfill({ contentType: "text/html", body: "<h1>Thanks</h1>" }),
        );
      await page.goto(at("/book/jane/30min?date=2026-03-03"));
      await page
        .getByRole("link", { name: /^9:[03]0/ })
        .first()
        .click();
      await fillIn(page);
      await page.getByRole("button", { name: "Confirm booking" }).click();
      await page.getByRole("heading", { name: "Thanks" }).waitFor();
      const [booking] = await here.site.bookings();
      const query = `booking=${booking!["uid"]}&status=confirmed`;
      expect(page.url()).toBe(`https://thanks.example/page?${query}`);
      await leave(...(losesScripts ? ["net::ERR_FAILED"] : []));
      await here.site.app.request("POST", `/v1/bookings/${booking!["id"]}/cancel`, { key, body: {} });
    }
    await app.request("PATCH", "/v1/event-types/1", { key, body: { redirect_url: null } });
  });

  test("works by keyboard only", async () => {
    const { page, leave } = await visit(at("/book/jane/30min"));
    const press = (key: string) => page.keyboard.press(key);
    await tabTo(page, "Monday, March 2|March 2");
    await press("ArrowDown");
    await page.locator(`button:focus[aria-label="March 9"]`).waitFor();
    await press("ArrowRight");
    await page.locator(`button:focus[aria-label="March 10"]`).waitFor();
    await press("Enter");
    await page.locator("#announcer", { hasText: "16 times are free on Tuesday, March 10, 2026" }).waitFor();
    await tabTo(page, "9:00 AM");
    await press("Enter");
    await expectFocus(page, "Your details");
    await press("Tab");
    await page.keyboard.type("Jason Johnson");
    await press("Tab");
    await page.keyboard.type("jason@example.com");
    await press("Enter");
    await expectFocus(page, "Your booking is confirmed");
    expect((await here.site.bookings()).map(({ start_time }) => start_time)).toEqual([
      "2026-03-10T13:00:00Z",
    ]);
    await leave();
  });

  test("loads more days when they are selected", async () => {
    const { page, leave } = await visit(at("/book/jane/minute?month=2026-04"));
    await isAwake(page);
    await named(page, "button", "April 29").click();
    await page
      .locator("#announcer", { hasText: "1,440 times are free on Wednesday, April 29, 2026" })
      .waitFor();
    expect(page.url()).toContain("date=2026-04-29");
    await named(page, "button", "April 3").click();
    await page.locator("#announcer", { hasText: "on Friday, April 3, 2026" }).waitFor();
    await named(page, "link", "9:07 AM").click();
    await expectFocus(page, "Your details");
    await leave();
  });

  test("fits a phone of 360 px, with targets of at least 40 px", async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    const { page, leave } = await visit(at("/book/jane/30min"), phone);
    await expectNarrow(page);
    await named(page, "button", "March 4").tap();
    const slot = named(page, "link", "2:00 PM");
    expect((await slot.boundingBox())!.height).toBeGreaterThanOrEqual(40);
    await slot.tap();
    await expectNarrow(page);
    await fillIn(page);
    await page.getByRole("button", { name: "Confirm booking" }).tap();
    await expectFocus(page, "Your booking is confirmed");
    await expectNarrow(page);
    expect(await here.site.bookings()).toHaveLength(1);
    await leave();
  });

  test("works without JavaScript, with links and a form", async () => {
    const plain = { javaScriptEnabled: false };
    const { page, leave } = await visit(at("/book/jane/consultation?lang=en"), plain);
    await page.getByRole("link", { name: "Next month" }).click();
    await page.getByRole("link", { name: "Thursday, April 2, free" }).click();
    await named(page, "combobox", "Time zone").selectOption("America/Chicago");
    await page.getByRole("button", { name: /^Apply/ }).click();
    await named(page, "link", "8:00 AM").click();
    await fillIn(page);
    await page.getByLabel("Which company are you with?").fill("Initech");
    await page.getByLabel("Your site").fill("ftp://initech.example");
    await page.getByLabel("Mon", { exact: true }).check();
    await page.getByLabel("Tue", { exact: true }).check();
    await page.getByLabel("I agree to the terms").check();
    await page.getByRole("button", { name: "Request booking" }).click();
    await page.getByText("Please enter an address that begins with https:// or http://.").waitFor();
    expect(await page.getByLabel("Which company are you with?").inputValue()).toBe("Initech");
    await page.getByLabel("Your site").fill("https://initech.example");
    await page.getByRole("button", { name: "Request booking" }).click();
    await page.getByRole("heading", { name: "Your request has been sent" }).waitFor();
    await page.reload();
    const [booking, ...others] = await here.site.bookings();
    expect(others).toEqual([]);
    expect(booking).toMatchObject({
      start_time: "2026-04-02T13:00:00Z",
      attendee_timezone: "America/Chicago",
      status: "pending",
      answers: [
        { answer: "Initech" },
        { answer: ["Mon", "Tue"] },
        { answer: "https://initech.example" },
        { answer: true },
      ],
    });
    await leave(422);
  });

  test("works from Tokyo across New York's clock change", async () => {
    const { page, requests, leave } = await visit(at("/book/jane/30min"), { timezoneId: "Asia/Tokyo" });
    expect(await named(page, "combobox", "Time zone").inputValue()).toBe("Asia/Tokyo");
    await named(page, "button", "March 6").click();
    await named(page, "link", "11:00 PM").waitFor();
    expect(await named(page, "link", "10:00 PM").count()).toBe(0);
    await named(page, "button", "March 9").click();
    await named(page, "link", "10:00 PM").click();
    await page.getByText("Asia/Tokyo (UTC+09:00)").first().waitFor();
    await fillIn(page);
    await page.getByRole("button", { name: "Confirm booking" }).click();
    await expectFocus(page, "Your booking is confirmed");
    expect(await here.site.bookings()).toMatchObject([
      { start_time: "2026-03-09T13:00:00Z", attendee_timezone: "Asia/Tokyo" },
    ]);
    const inTokyo = monthsAsked(requests).filter((asked) => asked.endsWith("Asia/Tokyo"));
    expect([...new Set(inTokyo)]).toEqual(inTokyo);
    expect(inTokyo[0]).toBe("2026-03 Asia/Tokyo");
    await leave();
  });

  test("loads each month with one request, and finds zones by search", async () => {
    const { page, requests, leave } = await visit(at("/book/jane/30min"));
    await asksFor(page, requests, "2026-04");
    await page.getByRole("button", { name: "Next month" }).click();
    await page.getByRole("heading", { name: "Times on Wednesday, April 1, 2026" }).waitFor();
    await asksFor(page, requests, "2026-05");
    expect(monthsAsked(requests)).toEqual(["2026-04 America/New_York", "2026-05 America/New_York"]);
    await named(page, "combobox", "Time zone").click();
    await page.keyboard.type("kolk");
    await page.getByRole("option", { name: /^Kolkata · UTC\+05:30 · / }).waitFor();
    await page.keyboard.press("Enter");
    await named(page, "link", "6:30 PM").waitFor();
    const inIndia = monthsAsked(requests).find((asked) => asked.endsWith("Asia/Kolkata"));
    expect(inIndia).toBe("2026-04 Asia/Kolkata");
    await named(page, "link", "24 h").click();
    await named(page, "link", "18:30").waitFor();
    await leave();
  });

  test("applies the day, zone and form values of the URL", async () => {
    const query = new URLSearchParams({
      name: "Jason Johnson",
      email: "jason@example.com",
      notes: "Hello",
      tz: "Europe/Berlin",
      date: "2026-03-05",
      "answers[company]": "Initech",
    });
    const { page, leave } = await visit(at(`/book/jane/consultation?${query}`));
    expect(await named(page, "combobox", "Time zone").inputValue()).toBe("Europe/Berlin");
    await page.getByRole("heading", { name: "Times on Thursday, March 5, 2026" }).waitFor();
    await named(page, "link", "3:00 PM").click();
    for (const [label, value] of Object.entries({
      Name: "Jason Johnson",
      Email: "jason@example.com",
      "Which company are you with?": "Initech",
      "Anything Jane Doe should know?": "Hello",
    }))
      expect(await page.getByLabel(label).inputValue()).toBe(value);
    await leave();
  });

  test("uses the visitor's language, or the requested one", async () => {
    const german = await visit(at("/book/jane/30min"), { locale: "de-DE" });
    await german.page.getByRole("heading", { name: "Wählen Sie Tag und Uhrzeit" }).waitFor();
    await named(german.page, "button", "3. März").click();
    await named(german.page, "link", "09:00").click();
    await german.page.getByRole("button", { name: "Termin buchen" }).click();
    await german.page.getByText("Bitte füllen Sie dieses Feld aus.").first().waitFor();
    await german.leave(422);
    const french = await visit(at("/book/jane/30min?lang=fr"), { locale: "de-DE" });
    await french.page.getByRole("heading", { name: "Choisissez un jour et une heure" }).waitFor();
    expect(await french.page.locator("html").getAttribute("lang")).toBe("fr");
    await french.leave();
  });
});
