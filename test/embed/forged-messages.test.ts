import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Frame, Page } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";
import {
  booking,
  bookingFrame,
  type Embed,
  notedEvents,
  noteEvents,
  say,
  serveSite,
  serveStandIn,
  type Site,
} from "./sites.ts";

let browser: Browser;
let page: Page;
let book: Site;
let other: Site;
let site: Site;

beforeAll(async () => {
  if (!hasChromium) return;
  browser = await openChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  book = serveStandIn();
  other = serveStandIn();
  site = serveSite(
    () => `<script src="${book.origin}/embed.js"></script>
      <schedkit-embed id="inline" user="jane" event="30min"></schedkit-embed>
      <schedkit-embed id="popup" mode="popup" user="jane" event="30min"></schedkit-embed>`,
  );
});
afterAll(async () => {
  await browser?.close();
  for (const one of [book, other, site]) await one?.stop();
});

/** Opens the site with its dialog; returns the inline frame. */
async function visit(): Promise<Frame> {
  await page.goto(site.origin);
  const frame = await bookingFrame(page);
  await page.evaluate(() => document.querySelector<Embed>("#popup")!.open());
  await page.locator("dialog iframe").contentFrame().locator("h1").waitFor();
  await noteEvents(page);
  return frame;
}

/** A frame of the site itself, beside the embeds. */
async function strangerAt(origin: string): Promise<Frame> {
  await page.evaluate((src) => {
    const frame = document.createElement("iframe");
    frame.id = "stranger";
    frame.src = `${src}/book/jane/30min`;
    document.body.prepend(frame);
  }, origin);
  const frame = (await (await page.waitForSelector("#stranger")).contentFrame())!;
  await frame.waitForSelector("h1");
  return frame;
}

/** Sends every message that a booking page could send. */
async function sayEverything(frame: Frame): Promise<void> {
  await say(frame, "schedkit:booked", booking);
  await say(frame, "schedkit:resize", { height: 999 });
  await say(frame, "schedkit:close");
}

async function expectNothingHappened(): Promise<void> {
  expect(await notedEvents(page)).toEqual([]);
  expect(await page.locator("dialog[open]").count()).toBe(1);
  for (const frame of await page.locator("iframe:not(#stranger)").all()) {
    expect(await frame.evaluate((element) => element.clientHeight)).not.toBe(999);
  }
}

describe.skipIf(!hasChromium)("messages are only accepted from the page in the embed's own frame:", () => {
  test("not from another frame, even of the same server", async () => {
    await visit();
    await sayEverything(await strangerAt(book.origin));
    await expectNothingHappened();
  });

  test("not from a frame of another server", async () => {
    await visit();
    await sayEverything(await strangerAt(other.origin));
    await expectNothingHappened();
  });

  test("not from the site itself", async () => {
    await visit();
    await sayEverything(page.mainFrame());
    await expectNothingHappened();
  });

  test("not from a page that the frame navigated to", async () => {
    const frame = await visit();
    await frame.goto(`${other.origin}/book/jane/30min`);
    await sayEverything(frame);
    expect(await notedEvents(page)).toEqual([]);
  });

  test("not with an unknown type or missing content", async () => {
    const frame = await visit();
    await frame.evaluate(() => {
      for (const data of ["schedkit:booked", null, 1, [], { type: "booked" }, { type: {} }]) {
        parent.postMessage(data, "*");
      }
    });
    for (const payload of [undefined, null, "booked", 7]) await say(frame, "schedkit:booked", payload);
    await say(frame, "schedkit:close");
    await expectNothingHappened();
    await say(frame, "schedkit:booked", booking);
    expect(await notedEvents(page)).toEqual([["booked", "inline", booking]]);
  });

  test("not from a closed dialog or a previous page", async () => {
    await visit();
    await page.evaluate(() => {
      const { contentWindow } = document.querySelector("#inline")!.shadowRoot!.querySelector("iframe")!;
      (globalThis as any).gone = contentWindow;
      document.querySelector("#inline")!.setAttribute("user", "mia");
    });
    await page.waitForFunction(() => (globalThis as any).gone.closed);
    await page.evaluate((origin) => {
      const data = { type: "schedkit:booked", payload: {} };
      dispatchEvent(new MessageEvent("message", { data, origin, source: (globalThis as any).gone }));
      dispatchEvent(new MessageEvent("message", { data, origin, source: null }));
    }, book.origin);
    await expectNothingHappened();
  });
});
