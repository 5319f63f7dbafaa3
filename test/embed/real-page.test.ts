import { describe, expect, test } from "bun:test";
import { hasChromium } from "../support/chromium.ts";
import type { Json } from "../support/start-app.ts";
import { realSite } from "./real-site.ts";
import { notedEvents, noteEvents } from "./sites.ts";

const here = realSite(10_000);

const attributes = 'user="jane" event="30min" prefill-name="Jason Johnson" prefill-email="jason@example.com"';
const embeds = {
  inline: `<schedkit-embed id="it" ${attributes}></schedkit-embed>`,
  popup: `<schedkit-embed id="it" mode="popup" ${attributes}></schedkit-embed>`,
  widget: `<schedkit-embed id="it" mode="widget" ${attributes}></schedkit-embed>`,
  button:
    '<button id="it" data-schedkit="jane/30min" data-schedkit-prefill-name="Jason Johnson" data-schedkit-prefill-email="jason@example.com">Book a meeting</button>',
};

describe.skipIf(!hasChromium).each(Object.entries(embeds))("%s with the real booking page", (mode, html) => {
  const frame = () => here.page.frameLocator("iframe");
  const time = () =>
    frame()
      .getByRole("link", { name: /^9:\d\d AM|^1\d:\d\d AM/ })
      .first();

  async function open(): Promise<void> {
    await here.visit(html);
    await here.page.waitForFunction(() => customElements.get("schedkit-embed"));
    await noteEvents(here.page);
    if (mode !== "inline") await here.page.getByRole("button", { name: "Book a meeting" }).click();
    await frame().locator("[data-awake]").waitFor();
  }

  if (mode !== "inline") {
    test("closes on Escape pressed in the page", async () => {
      await open();
      await time().focus();
      await here.page.keyboard.press("Escape");
      await here.page.locator("iframe").waitFor({ state: "hidden" });
    });
  }

  test("books, and reports that booking to the site", async () => {
    await open();
    await time().click();
    await frame().getByRole("button", { name: "Confirm booking" }).click();
    await frame().getByText("Your booking is confirmed").first().waitFor();
    await here.page.waitForFunction(() =>
      (globalThis as any).noted.some(([name]: string[]) => name === "booked"),
    );
    const told = ((await notedEvents(here.page)) as [string, string, Json][]).filter(
      ([name]) => name === "booked",
    );
    const stored: Json = (await here.bookings()).toSorted(
      (one: Json, other: Json) => other["id"] - one["id"],
    )[0];
    expect(told).toEqual([
      [
        "booked",
        "it",
        {
          id: stored["id"],
          uid: stored["uid"],
          status: "confirmed",
          requires_confirmation: false,
          attendee_name: "Jason Johnson",
          attendee_email: "jason@example.com",
          attendee_timezone: "America/New_York",
          start_time: stored["start_time"],
          end_time: stored["end_time"],
          event_type: "30 Minute Meeting",
        },
      ],
    ]);
  });

  test("is as high as its page in every step", async () => {
    await open();
    for (const step of [() => time().waitFor(), () => time().click()]) {
      await step();
      await frame()
        .locator("main")
        .evaluate(
          (main, room) =>
            new Promise<void>((resolve) => {
              const look = () =>
                innerHeight >= Math.min(main.clientHeight, room) ? resolve() : requestAnimationFrame(look);
              look();
            }),
          here.page.viewportSize()!.height - 40,
        );
    }
  });

  test("closes by the page's own button", async () => {
    await open();
    if (mode === "inline")
      return expect(await frame().getByRole("button", { name: "Close" }).count()).toBe(0);
    await frame().getByRole("button", { name: "Close" }).click();
    await here.page.locator("dialog").waitFor({ state: "detached" });
    expect(await here.page.evaluate(() => document.activeElement?.id)).toBe("it");
  });
});
