import { test } from "bun:test";
import { expectAccessible, inBrowser, visitors } from "./browser.ts";
import { site } from "./site.ts";

inBrowser("axe finds no violations in either colour scheme", () => {
  const here = site();
  const visit = visitors();
  const at = (path: string) => `${here.address}${path}`;

  test("on a host's page and on a missing one", async () => {
    const { page, leave } = await visit(at("/book/jane"));
    await expectAccessible(page);
    await page.goto(at("/book/jane/nothing"));
    await expectAccessible(page);
    await page.goto(at("/book/nobody"));
    await expectAccessible(page);
    await leave(404);
  });

  test("without scripts", async () => {
    const { page, leave } = await visit(at("/book/jane/30min"), { losesScripts: true });
    await expectAccessible(page);
    await page.goto(at("/book/jane/consultation?start=2026-03-03T14:00:00Z"));
    await expectAccessible(page);
    await leave("net::ERR_FAILED");
  });

  test("while choosing a time, a zone or an embed snippet", async () => {
    const { page, leave } = await visit(at("/book/jane/30min"));
    await expectAccessible(page);
    await page.getByRole("combobox").click();
    await page.getByRole("option").first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Embed" }).click();
    await expectAccessible(page);
    await leave();
  });

  test("in the form, with errors, with a taken time, and after booking", async () => {
    const { page, leave } = await visit(at("/book/jane/consultation?start=2026-03-03T14:00:00Z"));
    await expectAccessible(page);
    await page.getByRole("button", { name: "Request booking" }).click();
    await page.getByText("Please check the marked fields.").waitFor();
    await expectAccessible(page);
    await page.getByLabel("Name").fill("Ada Lovelace");
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByLabel("Which company are you with?").fill("Initech");
    await page.getByLabel("I agree to the terms").check();
    await here.app.book({ start_time: "2026-03-03T14:00:00Z" });
    await page.getByRole("button", { name: "Request booking" }).click();
    await page.getByText("This time has just been taken.").waitFor();
    await expectAccessible(page);
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: "Request booking" }).click();
    await page.getByRole("heading", { name: "Your request has been sent" }).waitFor();
    await expectAccessible(page);
    await leave(409, 422);
  });

  test("while rescheduling: choosing, confirming, with a taken time, and afterwards", async () => {
    const { json } = await here.app.book({ start_time: "2026-03-05T15:00:00Z" });
    const { page, leave } = await visit(at(`/v1/reschedule/${json["reschedule_token"]}`));
    await expectAccessible(page);
    await page.getByRole("combobox").click();
    await page.getByRole("option").first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.goto(`${page.url()}?start=2026-03-06T15:00:00Z`);
    await page.locator("[data-awake]").waitFor();
    await expectAccessible(page);
    await here.app.book({ start_time: "2026-03-06T15:00:00Z" });
    await page.getByRole("button", { name: "Move the booking" }).click();
    await page.locator("#trouble").waitFor();
    await expectAccessible(page);
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: "Move the booking" }).click();
    await page.locator("#booked").waitFor();
    await expectAccessible(page);
    await leave(409);
  });

  test("while rescheduling without scripts, also when it is not possible", async () => {
    const { json } = await here.app.book({ start_time: "2026-03-05T15:00:00Z" });
    const link = at(`/v1/reschedule/${json["reschedule_token"]}`);
    const { page, leave } = await visit(link, { losesScripts: true });
    await expectAccessible(page);
    await page.goto(`${link}?start=2026-03-05T15:00:00Z`);
    await expectAccessible(page);
    await page.goto(`${link}?start=2026-03-06T15:00:00Z`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Move the booking" }).click();
    await page.locator("#booked").waitFor();
    await expectAccessible(page);
    await here.app.request("POST", `/v1/cancel/${json["cancel_token"]}/confirm`, { body: {} });
    await page.goto(link);
    await expectAccessible(page);
    await leave("net::ERR_FAILED", 409);
  });
});
