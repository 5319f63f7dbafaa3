import { beforeEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { expectAccessible, inBrowser, visitors } from "./browser.ts";
import { expectFocus } from "./hands.ts";
import { site } from "./site.ts";

inBrowser("an emailed code", () => {
  const here = { site: site() };
  const visit = visitors();
  const path = "/book/jane/30min?start=2026-03-03T14:30:00Z";
  const at = () => `${here.site.address}${path}`;

  /** Changes the event type's settings for verification and limits. */
  async function change(changes: {
    verify_email?: 0 | 1;
    max_upcoming_per_attendee?: number;
  }): Promise<void> {
    await here.site.app.database.write((trx) => trx.updateTable("event_types").set(changes).execute());
  }
  beforeEach(async () => {
    await here.site.app.database.write((trx) => trx.deleteFrom("email_codes").execute());
    await change({ verify_email: 1, max_upcoming_per_attendee: 10 });
    here.site.app.limits.on = false;
  });

  /** The latest emailed code. */
  async function emailed(): Promise<string> {
    const { database, deps } = here.site.app;
    const rows = database.read.selectFrom("email_codes").selectAll().orderBy("id", "desc");
    return deps.codes(await rows.executeTakeFirstOrThrow());
  }

  async function fillIn(page: Page): Promise<void> {
    await page.getByLabel("Name").fill("Jason Johnson");
    await page.getByLabel("Email", { exact: true }).fill("jason@example.com");
    await page.getByRole("button", { name: "Confirm booking" }).click();
    await page.getByText("We have sent a code").waitFor();
  }

  const booked = async () =>
    (await here.site.bookings()).filter(({ status }) => status === "confirmed").length;

  test.each([true, false])(
    "is requested, rejected if wrong, sent again, and accepted (scripts: %p)",
    async (javaScriptEnabled) => {
      const { page, leave } = await visit(at(), { javaScriptEnabled });
      await fillIn(page);
      if (javaScriptEnabled) await expectAccessible(page);
      expect(await booked()).toBe(0);
      const code = await emailed();
      await page.getByLabel("Code we emailed you").fill(code === "000000" ? "000001" : "000000");
      await page.getByRole("button", { name: "Confirm booking" }).click();
      await page.getByText("This code is wrong").waitFor();
      await page.getByRole("button", { name: "Send a new code" }).click();
      await page.getByText("We have sent a code").waitFor();
      const fresh = await emailed();
      expect(fresh).not.toBe(code);
      await page.getByLabel("Code we emailed you").fill(`${fresh.slice(0, 3)} ${fresh.slice(3)}`);
      await page.getByLabel("Code we emailed you").press("Enter");
      if (javaScriptEnabled) await expectFocus(page, "Your booking is confirmed");
      else await page.getByRole("heading", { name: "Your booking is confirmed" }).waitFor();
      expect(await booked()).toBe(1);
      await leave(409, 422);
    },
  );

  test.each([true, false])(
    "lets an owner book whose address others have used up (scripts: %p)",
    async (javaScriptEnabled) => {
      await change({ verify_email: 0, max_upcoming_per_attendee: 1 });
      await here.site.app.book({ start_time: "2026-03-04T15:00:00Z" });
      here.site.app.limits.on = true;
      const { page, leave } = await visit(at(), { javaScriptEnabled });
      await page.getByLabel("Name").fill("Jason Johnson");
      await page.getByLabel("Email", { exact: true }).fill("jason@example.com");
      await page.getByRole("button", { name: "Confirm booking" }).click();
      await page.getByText("If it is yours, enter the code").waitFor();
      await page.getByLabel("Code we emailed you").fill(await emailed());
      await page.getByRole("button", { name: "Confirm booking" }).click();
      await page.getByRole("heading", { name: "Your booking is confirmed" }).waitFor();
      expect(await booked()).toBe(2);
      await leave(409, 422);
    },
  );
});
