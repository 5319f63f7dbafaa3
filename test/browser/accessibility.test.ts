import { test } from "bun:test";
import { expectAccessible, inBrowser, visitors } from "./browser.ts";
import { site } from "./site.ts";

inBrowser("axe finds nothing, in light or dark,", () => {
  const here = site();
  const visit = visitors();
  const at = (path: string) => `${here.address}${path}`;

  test("on a host's page, and on one that is not there", async () => {
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

  test("while choosing, with the list of zones open, and how to embed", async () => {
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

  test("in the form, with things to mend, with the time taken, and after booking", async () => {
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
});
