import { beforeEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import type { Json } from "../support/start-app.ts";
import { inBrowser, visitors } from "./browser.ts";
import { expectFocus, expectNarrow, named, tabTo } from "./hands.ts";
import { site } from "./site.ts";

inBrowser("rescheduling in a browser", () => {
  const here = site();
  const visit = visitors();
  let booking: Json;
  beforeEach(async () => {
    const start_time = "2026-03-05T15:00:00Z";
    booking = (await here.app.book({ start_time, timezone: "America/New_York" })).json;
  });
  const path = () => `/v1/reschedule/${booking["reschedule_token"]}`;
  const page = (more = "") => `${here.address}${path()}${more}`;
  const stored = async () => (await here.bookings()).find(({ id }) => id === booking["id"])!;
  const taken = "This time has just been taken. Your booking has not moved.";

  test("works by mouse and shows the old time until it is done", async () => {
    const { page: it, leave } = await visit(page());
    await it.getByText("Your time now").waitFor();
    await it.getByText("10:00 AM – 10:30 AM").waitFor();
    expect(await named(it, "link", "10:00 AM").count()).toBe(0);
    await named(it, "button", "March 6").click();
    await named(it, "link", "9:30 AM").click();
    await expectFocus(it, "Move your booking?");
    expect(await it.locator("s").innerText()).toContain("Thursday, March 5, 2026");
    await it.getByText("9:30 AM – 10:00 AM").waitFor();
    expect((await stored())["start_time"]).toBe("2026-03-05T15:00:00Z");
    await move(it);
    await expectMoved(it);
    expect(await it.title()).toBe("Your booking has moved");
    expect(await stored()).toMatchObject({ start_time: "2026-03-06T14:30:00Z", sequence: 1 });
    await it.getByRole("link", { name: "Move to another time" }).click();
    await it.getByText("9:30 AM – 10:00 AM").waitFor();
    await leave();
  });

  test("works by keyboard only", async () => {
    const { page: it, leave } = await visit(page());
    await tabTo(it, "Thursday, March 5|March 5");
    await it.keyboard.press("ArrowRight");
    await it.locator(`button:focus[aria-label="March 6"]`).waitFor();
    await it.keyboard.press("Enter");
    await it.locator("#announcer", { hasText: "16 times are free on Friday, March 6, 2026" }).waitFor();
    await tabTo(it, "9:00 AM");
    await it.keyboard.press("Enter");
    await expectFocus(it, "Move your booking?");
    await tabTo(it, "Move the booking");
    await it.keyboard.press("Enter");
    await expectMoved(it);
    expect((await stored())["start_time"]).toBe("2026-03-06T14:00:00Z");
    await leave();
  });

  test("fits a phone of 360 px in German", async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    const { page: it, leave } = await visit(page("?lang=de"), phone);
    await expectNarrow(it);
    await named(it, "button", "6. März").tap();
    await named(it, "link", "14:00").tap();
    await expectFocus(it, "Buchung verlegen?");
    await expectNarrow(it);
    await it.getByRole("button", { name: "Buchung verlegen" }).tap();
    await expectFocus(it, "Ihre Buchung ist verlegt");
    await expectNarrow(it);
    expect((await stored())["start_time"]).toBe("2026-03-06T19:00:00Z");
    await leave();
  });

  test("uses the booking's zone, and saves a newly selected one", async () => {
    const { page: it, requests, leave } = await visit(page(), { timezoneId: "Asia/Tokyo" });
    await it.getByText("10:00 AM – 10:30 AM").waitFor();
    const asked = () => requests.filter((one) => one.includes("slots"));
    expect(asked()).toEqual([]);
    await named(it, "combobox", "Time zone").click();
    await it.keyboard.type("kolk");
    await it.getByRole("option", { name: /^Kolkata/ }).waitFor();
    await it.keyboard.press("Enter");
    await it.getByText("8:30 PM – 9:00 PM").waitFor();
    await named(it, "link", "24 h").click();
    await it.getByText("20:30 – 21:00").waitFor();
    await it.getByRole("button", { name: "Next month" }).click();
    await named(it, "link", "18:30").first().click();
    expect(asked()).toEqual([
      `${path()}/slots?from=2026-03-01&to=2026-03-31&timezone=Asia%2FKolkata`,
      `${path()}/slots?from=2026-04-01&to=2026-04-30&timezone=Asia%2FKolkata`,
    ]);
    await move(it);
    await expectMoved(it);
    expect(await stored()).toMatchObject({
      start_time: "2026-04-01T13:00:00Z",
      attendee_timezone: "Asia/Kolkata",
    });
    await leave();
  });

  test("offers a nearby time if the selected one was taken", async () => {
    const { page: it, leave } = await visit(page("?start=2026-03-06T14:00:00Z"));
    await here.app.book({ start_time: "2026-03-06T14:00:00Z" });
    await move(it);
    await it.locator(":focus", { hasText: taken }).waitFor();
    expect((await stored())["start_time"]).toBe("2026-03-05T15:00:00Z");
    await move(it);
    await it.getByText("Please choose one of these times.").waitFor();
    await it.getByLabel("Friday, March 6, 9:30 AM").check();
    await move(it);
    await expectMoved(it);
    await it.getByText("9:30 AM – 10:00 AM").waitFor();
    expect((await stored())["start_time"]).toBe("2026-03-06T14:30:00Z");
    await leave(409, 422);
  });

  test("works without JavaScript, even if a time was taken", async () => {
    const { page: it, leave } = await visit(page(), { javaScriptEnabled: false });
    await it.getByRole("link", { name: "Friday, March 6, free" }).click();
    await named(it, "combobox", "Time zone").selectOption("America/Chicago");
    await it.getByRole("button", { name: /^Apply/ }).click();
    await named(it, "link", "8:00 AM").click();
    await it.getByText("9:00 AM – 9:30 AM").waitFor();
    await here.app.book({ start_time: "2026-03-06T14:00:00Z" });
    await move(it);
    await it.getByText(taken).waitFor();
    await it.getByLabel("Friday, March 6, 8:30 AM").check();
    await move(it);
    await it.getByRole("heading", { name: "Your booking has moved" }).waitFor();
    const moved = { start_time: "2026-03-06T14:30:00Z", attendee_timezone: "America/Chicago", sequence: 1 };
    expect(await stored()).toMatchObject(moved);
    await it.reload();
    await it.getByRole("heading", { name: "Your booking is already at this time" }).waitFor();
    expect(await stored()).toMatchObject(moved);
    await leave(409);
  });

  test.each([true, false])(
    "of a confirmed booking says that the host is asked again, scripts %p",
    async (javaScriptEnabled) => {
      const answers = [
        { question_id: "company", answer: "Initech" },
        { question_id: "terms", answer: true },
      ];
      const asked = { start_time: "2026-03-05T17:00:00Z", timezone: "America/New_York", answers };
      booking = (await here.app.book(asked, "/v1/book/jane/consultation")).json;
      await here.byHost(booking["id"], "confirm");
      const { page: it, leave } = await visit(page("?start=2026-03-06T15:00:00Z"), { javaScriptEnabled });
      await it.getByText("Jane Doe has to confirm the new one again").waitFor();
      expect(await stored()).toMatchObject({ status: "confirmed", start_time: asked.start_time });
      await it.getByRole("button", { name: "Ask for this time" }).click();
      await it.getByRole("heading", { name: "Your booking has moved" }).waitFor();
      await it.getByText("Jane Doe still has to confirm it").waitFor();
      expect(await stored()).toMatchObject({ status: "pending", start_time: "2026-03-06T15:00:00Z" });
      await leave();
    },
  );

  test("of a cancelled booking ends on a page with a link to book again", async () => {
    const { page: it, leave } = await visit(page("?start=2026-03-06T14:00:00Z"));
    const cancel = `/v1/cancel/${booking["cancel_token"]}/confirm`;
    await here.app.request("POST", cancel, { body: {} });
    await move(it);
    await it.getByRole("heading", { name: "This booking was cancelled" }).waitFor();
    await it.getByRole("link", { name: "Book a new time" }).click();
    await it.getByRole("heading", { name: "Choose a day and time" }).waitFor();
    await leave(409);
  });

  test("retries after a lost response, and reschedules once", async () => {
    const { page: it, leave } = await visit(page("?start=2026-03-06T14:00:00Z"));
    await it.route(`**${path()}*`, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await move(it);
    await it.locator(":focus", { hasText: "your booking moves only once" }).waitFor();
    await it.unroute(`**${path()}*`);
    await move(it);
    await expectMoved(it);
    expect(await stored()).toMatchObject({ start_time: "2026-03-06T14:00:00Z", sequence: 1 });
    await leave("net::ERR_FAILED");
  });

  test("happens once for two clicks, and going back shows the current time", async () => {
    const { page: it, requests, leave } = await visit(page());
    await named(it, "button", "March 6").click();
    await named(it, "link", "9:00 AM").click();
    await it.getByRole("button", { name: "Move the booking" }).dblclick();
    await expectMoved(it);
    expect(requests.filter((one) => one === path())).toHaveLength(2);
    await it.goBack();
    await it.getByText("Your time now").waitFor();
    await it.getByText("9:00 AM – 9:30 AM").waitFor();
    await leave();
  });
});

function move(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Move the booking" }).click();
}

function expectMoved(page: Page): Promise<void> {
  return expectFocus(page, "Your booking has moved");
}
