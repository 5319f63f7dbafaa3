import { beforeAll, beforeEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { setPassword } from "../../src/usecases/hosts/passwords.ts";
import { PASSWORD } from "../support/sessions.ts";
import type { Json } from "../support/start-app.ts";
import { expectAccessible, inBrowser, isAwake, visitors } from "./browser.ts";
import { expectNarrow } from "./hands.ts";
import { site } from "./site.ts";

const viewport = { width: 360, height: 740 };

inBrowser("private links in a browser", () => {
  const here = { site: site() };
  const visit = visitors();

  beforeAll(() => setPassword(here.site.app.deps, "jane", PASSWORD));
  beforeEach(async () => {
    for (const { id } of await links())
      await here.site.app.request("DELETE", `/v1/event-types/1/links/${id}`, { key: here.site.key });
    await here.site.app.request("PATCH", "/v1/event-types/1", { key: here.site.key, body: { hidden: true } });
  });

  async function links(): Promise<Json[]> {
    const { app, key } = here.site;
    return (await app.request("GET", "/v1/event-types/1/links", { key })).json["links"];
  }
  async function create(body: Json = {}): Promise<Json> {
    const { app, key } = here.site;
    return (await app.request("POST", "/v1/event-types/1/links", { key, body })).json;
  }
  /** The address of a link at this server, whose public URL is another one. */
  const at = (url: string) => here.site.address + url.slice("http://localhost:3000".length);
  const lost = (losesScripts: boolean) => (losesScripts ? ["net::ERR_FAILED"] : []);

  async function toLinks(page: Page): Promise<void> {
    await page.getByLabel("Email address").fill("jane@example.com");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Bookings" }).waitFor();
    await page.goto(`${here.site.address}/dashboard/event-types/1`);
    await page.getByRole("link", { name: "Private links" }).click();
    await page.getByRole("heading", { name: "Private links: 30 Minute Meeting" }).waitFor();
  }

  test.each([false, true])(
    "are created, booked once and shown as used (without scripts: %p)",
    async (losesScripts) => {
      const options = { losesScripts, viewport };
      const { page: host, leave: leaveHost } = await visit(`${here.site.address}/login`, options);
      await toLinks(host);
      await host.getByLabel("Name (optional)").fill("Jason Johnson");
      await host.getByLabel("Email address (optional)").fill("jason@example.com");
      await host.getByLabel("Message to you (optional)").fill("About the\nplan");
      await host.getByRole("button", { name: "Create the link" }).click();
      await host.getByText("The link is ready.").waitFor();
      await host.getByText("0 of 1 used").waitFor();
      await expectNarrow(host);
      await expectAccessible(host);
      expect(await host.getByRole("button", { name: "Copy link" }).count()).toBe(losesScripts ? 0 : 1);
      const url = await host.locator("a.address").innerText();

      const { page, leave } = await visit(at(url), options);
      if (!losesScripts) await isAwake(page);
      await expectNarrow(page);
      await page.getByRole("link", { name: "Deutsch" }).click();
      await page.getByRole("link", { name: "English" }).click();
      if (!losesScripts) await isAwake(page);
      await page.locator("a.slot").first().click();
      expect(await page.getByLabel("Name").inputValue()).toBe("Jason Johnson");
      expect(await page.getByLabel("Email").inputValue()).toBe("jason@example.com");
      expect(await page.getByLabel("Anything Jane Doe should know?").inputValue()).toBe("About the\nplan");
      await page.getByLabel("Name").fill("Jay Johnson");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Confirm booking" }).click();
      await page.getByRole("heading", { name: "Your booking is confirmed" }).waitFor();
      expect(page.url()).not.toContain("link=");
      expect(await page.getByRole("link", { name: "Book another time" }).count()).toBe(0);
      const [booking] = await here.site.bookings();
      expect(booking).toMatchObject({ attendee_name: "Jay Johnson", notes: "About the\nplan" });

      await page.goto(at(url));
      await page.getByRole("heading", { name: "This link has been used" }).waitFor();
      await expectNarrow(page);
      await expectAccessible(page);
      await host.reload();
      await host.getByText("1 of 1 used").waitFor();
      await host.getByText("Used up").waitFor();
      await expectAccessible(host);
      await leave(410, ...lost(losesScripts));
      await leaveHost(...lost(losesScripts));
    },
  );

  test.each([false, true])(
    "that are used or expire while the form is open say so (without scripts: %p)",
    async (losesScripts) => {
      const { app } = here.site;
      const used = await create();
      const expiring = await create({ expires_at: "2026-03-02T11:00:00Z" });
      const { page, leave } = await visit(at(used["url"]), { losesScripts, viewport });
      for (const [link, end] of [
        [used, () => app.book({ link: used["token"], start_time: "2026-03-05T15:00:00Z" })],
        [expiring, () => (app.clock.now = Date.parse("2026-03-02T11:00:00Z"))],
      ] as const) {
        await page.goto(at(`${link["url"]}&start=2026-03-03T15:00:00Z`));
        if (!losesScripts) await isAwake(page);
        await page.getByLabel("Name").fill("Ada Lovelace");
        await page.getByLabel("Email").fill("ada@example.com");
        await end();
        const before = (await here.site.bookings()).length;
        await page.getByRole("button", { name: "Confirm booking" }).click();
        await page.getByText("This link has since been used or has expired.").waitFor();
        expect(await page.getByLabel("Name").inputValue()).toBe("Ada Lovelace");
        await expectAccessible(page);
        expect(await here.site.bookings()).toHaveLength(before);
      }
      await leave(409, ...lost(losesScripts));
    },
  );

  test("are deleted after asking", async () => {
    const link = await create();
    const { page, leave } = await visit(`${here.site.address}/login`, { viewport });
    await toLinks(page);
    await page.getByText("Delete: For anybody").click();
    await expectNarrow(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Delete this link" }).click();
    await page.getByText("The link is deleted.").waitFor();
    expect(await links()).toEqual([]);
    await page.goto(at(link["url"]));
    await page.getByRole("heading", { name: "This page is not here" }).waitFor();
    await leave(404);
  });
});
