import { expect, test } from "bun:test";
import { aSession } from "../support/sessions.ts";
import { expectAccessible, inBrowser, isAwake, visitors } from "./browser.ts";
import { expectNarrow, named } from "./hands.ts";
import { site } from "./site.ts";

inBrowser("guests", () => {
  const here = { site: site() };
  const visit = visitors();
  const viewport = { width: 360, height: 740 };

  test.each([false, true])("come along with a booking (without scripts: %p)", async (losesScripts) => {
    const { app, key, address } = here.site;
    await app.request("PATCH", "/v1/event-types/1", { key, body: { max_guests: 2 } });
    const { page, leave } = await visit(`${address}/book/jane/30min?date=2026-03-03`, {
      losesScripts,
      viewport,
    });
    if (!losesScripts) await isAwake(page);
    await page.getByRole("link", { name: /^10:00/ }).click();
    await page.getByLabel("Name").fill("Jason Johnson");
    await page.getByLabel("Email", { exact: true }).fill("jason@example.com");
    await page.getByLabel("Guests").fill("alex@example.com, jason@example.com");
    await named(page, "button", "Confirm booking").click();
    await page.getByText("Please enter email addresses of other people").waitFor();
    await expectNarrow(page);
    await expectAccessible(page);
    expect(await page.getByLabel("Guests").inputValue()).toBe("alex@example.com, jason@example.com");
    await page.getByLabel("Guests").fill("alex@example.com, kim@example.com");
    await named(page, "button", "Confirm booking").click();
    await page.getByRole("heading", { name: "Your booking is confirmed" }).waitFor();
    expect((await here.site.bookings())[0]).toMatchObject({
      guests: ["alex@example.com", "kim@example.com"],
    });
    await named(page, "link", "Change guests").click();
    await page.getByRole("heading", { name: "Your guests" }).waitFor();
    expect(await page.getByLabel("Guests").inputValue()).toBe("alex@example.com\nkim@example.com");
    await page.getByLabel("Guests").fill("not an address");
    await named(page, "button", "Save").click();
    await page.getByText("Please enter up to 2 email addresses").waitFor();
    await expectNarrow(page);
    await expectAccessible(page);
    await page.getByLabel("Guests").fill("kim@example.com");
    await named(page, "button", "Save").click();
    await page.getByText("Your guests are saved.").waitFor();
    expect((await here.site.bookings())[0]).toMatchObject({ guests: ["kim@example.com"] });
    await leave(422, ...(losesScripts ? ["net::ERR_FAILED"] : []));
  });

  test("are set up, and changed, by the host in the dashboard", async () => {
    const { app, address } = here.site;
    const { page, leave } = await visit(`${address}/login`, { viewport });
    const [name = "", value = ""] = (await aSession(app)).split("=");
    await page.context().addCookies([{ name, value, url: address }]);
    await page.goto(`${address}/dashboard/event-types/1`);
    await page.getByLabel("Guests per meeting, at most").fill("4");
    await named(page, "button", "Save").last().click();
    await page.getByText("Saved.").waitFor();
    expect(await page.getByLabel("Guests per meeting, at most").inputValue()).toBe("4");
    const { json } = await app.book({ start_time: "2026-03-03T15:00:00Z", guests: ["alex@example.com"] });
    await page.goto(`${address}/dashboard/bookings/${json["id"]}`);
    const guests = page.getByLabel("Guests");
    expect(await guests.inputValue()).toBe("alex@example.com");
    await guests.fill("alex@example.com, alex@example.com");
    const save = page.locator("button[value=guests]");
    await save.click();
    await page.getByText("Each guest can only be there once").waitFor();
    await expectNarrow(page);
    await expectAccessible(page);
    await guests.fill("kim@example.com");
    await save.click();
    await page.getByText("The guests are saved.").waitFor();
    expect((await here.site.bookings())[0]).toMatchObject({ guests: ["kim@example.com"] });
    await leave(422);
  });
});
