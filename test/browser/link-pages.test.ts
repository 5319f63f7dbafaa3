import { afterEach, beforeEach, expect, test } from "bun:test";
import { aPendingBooking } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";
import { expectAccessible, inBrowser, visitors } from "./browser.ts";

inBrowser("the pages behind links", () => {
  const visit = visitors();
  let app: TestApp;
  let key: string;
  let booking: Json;
  let address: string;

  beforeEach(async () => {
    app = await startApp({ actionLinks: "direct" });
    ({ key } = await app.host());
    booking = await aPendingBooking(app, key, { notes: "Looking to discuss\nthe enterprise plan" });
    app.app.listen({ hostname: "127.0.0.1", port: 0 });
    address = `http://127.0.0.1:${app.app.server!.port}`;
  });
  afterEach(async () => {
    await app.app.server!.stop(true);
    app.close();
  });

  const at = (path: string) => `${address}${path}`;
  const decision = (action: string) => at(`/v1/bookings/${booking["confirm_token"]}/${action}`);
  const cancelling = () => at(`/v1/cancel/${booking["cancel_token"]}`);

  test("decline with one click, then accept a reason once", async () => {
    const { page, leave } = await visit(`${decision("decline")}?lang=de`);
    await page.getByRole("heading", { name: "Sie haben die Buchung abgelehnt" }).waitFor();
    await expectAccessible(page);
    await page.getByLabel("Möchten Sie sagen, warum?").fill("Urlaub");
    await page.getByRole("button", { name: "Begründung senden" }).click();
    await page.getByRole("heading", { name: "Ihre Begründung ist unterwegs" }).waitFor();
    expect(await page.getByRole("textbox").count()).toBe(0);
    await expectAccessible(page);
    await page.goto(`${decision("decline")}?lang=de`);
    await page.getByRole("heading", { name: "schon abgelehnt" }).waitFor();
    await page.getByText("Urlaub").waitFor();
    await page.goto(`${decision("confirm")}?lang=de`);
    await page.getByRole("heading", { name: "Diese Buchung wurde abgelehnt" }).waitFor();
    await expectAccessible(page);
    await leave(409);
  });

  test("cancel, with a link to book again", async () => {
    const { page, leave } = await visit(cancelling());
    await expectAccessible(page);
    await page.getByLabel("Reason (optional)").fill("Ill");
    await page.getByRole("button", { name: "Cancel this booking" }).click();
    await page.getByRole("heading", { name: "Booking cancelled" }).waitFor();
    await expectAccessible(page);
    await page.goto(cancelling());
    await page.getByRole("heading", { name: "already cancelled" }).waitFor();
    await page.getByRole("link", { name: "Book a new time" }).click();
    await page.getByRole("heading", { name: "Approval" }).waitFor();
    await leave();
  });

  test("confirm, and explain links that lead nowhere", async () => {
    const { page, leave } = await visit(decision("confirm"), { colorScheme: "dark" });
    await page.getByRole("heading", { name: "Booking confirmed" }).waitFor();
    await page.goto(at("/v1/cancel/unknown"));
    await page.getByRole("heading", { name: "This link leads nowhere" }).waitFor();
    await expectAccessible(page);
    await page.goto(at("/book/jane/30min/a/b?embed=popup"));
    await page.getByRole("heading", { name: "This page is not here" }).waitFor();
    await expectAccessible(page);
    await leave(404);
  });

  test("fit a small phone in every language, and cross out lost times", async () => {
    const { page, leave } = await visit(cancelling(), { viewport: { width: 320, height: 600 } });
    const room = () => page.evaluate(() => innerWidth - document.documentElement.scrollWidth);
    for (const lang of ["en", "de", "fr", "es", "pt", "nl"]) {
      await page.goto(`${cancelling()}?lang=${lang}`);
      expect([lang, await room()]).toEqual([lang, 0]);
    }
    await page.getByRole("button").click();
    const struck = await page
      .locator("s .whole")
      .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).textDecorationLine));
    expect(struck).toEqual(["line-through", "line-through"]);
    await leave();
  });
});
