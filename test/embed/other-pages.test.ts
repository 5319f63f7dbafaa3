import { describe, expect, test } from "bun:test";
import type { Frame } from "playwright-core";
import { hasChromium } from "../support/chromium.ts";
import { realSite } from "./real-site.ts";
import { bookingFrame } from "./sites.ts";

const here = realSite(8_000);

async function visit(html: string): Promise<Frame> {
  await here.visit(html);
  if (html.includes("popup")) await here.page.getByRole("button", { name: "Book a meeting" }).click();
  return bookingFrame(here.page);
}

/** Navigates the frame, as a link in it would. */
async function lead(frame: Frame, path: string): Promise<void> {
  await Promise.all([
    frame.waitForURL((url) => url.pathname === path.split("?")[0]),
    frame.evaluate((path) => location.assign(path), path),
  ]);
}

const popup = `<schedkit-embed user="jane" event="30min" mode="popup"></schedkit-embed>`;

describe.skipIf(!hasChromium)("in the frame of an embed", () => {
  test.each([
    ["a host's page", `<schedkit-embed user="jane"></schedkit-embed>`],
    ["a missing page", `<schedkit-embed user="jane" event="nothing"></schedkit-embed>`],
  ])("%s is as high as its content", async (_, html) => {
    const frame = await visit(html);
    const content = await frame.locator("#page").evaluate((all) => Math.ceil(all.clientHeight));
    await here.page.waitForFunction(
      (height) =>
        document.querySelector("schedkit-embed")!.shadowRoot!.querySelector("iframe")!.clientHeight ===
        height,
      content,
    );
    expect(content).toBeLessThan(500);
  });

  test.each(["/book/jane/nothing", "/book/jane/30min/nothing", "/book/jane"])(
    "%s has a close button that closes the dialog",
    async (path) => {
      const frame = await visit(popup);
      await lead(frame, `${path}?embed=popup`);
      await frame.getByRole("button", { name: "Close" }).click();
      await here.page.locator("dialog").waitFor({ state: "detached" });
    },
  );

  test("a silent page after ours leaves the dialog its close button", async () => {
    const frame = await visit(popup);
    await frame.locator("[data-awake]").waitFor();
    await frame
      .getByRole("link", { name: /^\d+:\d\d AM/ })
      .first()
      .click();
    await frame.getByLabel("Name").waitFor();
    await here.page.locator("dialog.spoken").waitFor();
    await here.page.route("**/silent", (route) => route.fulfill({ contentType: "text/html", body: "Hello" }));
    await lead(frame, "/silent");
    await here.page.locator("dialog:not(.spoken)").waitFor();
    await here.page.getByRole("button", { name: "Close" }).click();
    await here.page.locator("dialog").waitFor({ state: "detached" });
  });
});
