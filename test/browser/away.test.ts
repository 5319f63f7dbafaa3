import { expect, test } from "bun:test";
import { aSession } from "../support/sessions.ts";
import { expectAccessible, inBrowser, visitors } from "./browser.ts";
import { expectNarrow, named } from "./hands.ts";
import { site } from "./site.ts";

inBrowser("time off with a message", () => {
  const here = { site: site() };
  const visit = visitors();
  const viewport = { width: 360, height: 740 };

  test("is entered in the dashboard and read on the page", async () => {
    const { app, address } = here.site;
    await app.host("joe");
    const host = await visit(`${address}/login`, { viewport });
    const [name = "", value = ""] = (await aSession(app)).split("=");
    await host.page.context().addCookies([{ name, value, url: address }]);
    await host.page.goto(`${address}/dashboard/availability`);
    await host.page.getByLabel("First day").fill("2026-03-03");
    await host.page.getByLabel("Last day").fill("2026-03-04");
    await host.page.getByLabel("Message to visitors").fill("At a conference");
    await host.page.getByLabel("Page to offer instead").fill("joe");
    await named(host.page, "button", "Block these days").click();
    await host.page.getByText("Visitors read: At a conference").waitFor();
    await expectNarrow(host.page);
    await expectAccessible(host.page);
    await host.leave();

    const { page, leave } = await visit(`${address}/book/jane/30min`, { viewport });
    const note = page.getByRole("complementary");
    await note
      .getByText("Jane Doe is away from Tuesday, March 3, 2026 to Wednesday, March 4, 2026.")
      .waitFor();
    await note.getByText("At a conference").waitFor();
    await expectNarrow(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: /Next/ }).click();
    await note.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /Previous/ }).click();
    await note.getByRole("link", { name: "Book with Jane Doe instead" }).click();
    await page.waitForURL(`${address}/book/joe`);
    expect(await page.getByRole("link", { name: /30 Minute Meeting/ }).count()).toBe(1);
    await leave();
  });
});
