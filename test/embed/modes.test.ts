import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";
import {
  booking,
  bookingFrame,
  type Embed,
  notedEvents,
  noteEvents,
  say,
  sayLast,
  serveSite,
  serveStandIn,
  type Site,
} from "./sites.ts";

let browser: Browser;
let page: Page;
let book: Site;
let site: Site;
let body = "";
const complaints: string[] = [];

beforeAll(async () => {
  if (!hasChromium) return;
  browser = await openChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  book = serveStandIn();
  site = serveSite(() => body, { "content-security-policy": policy(book.origin) });
});
afterAll(async () => {
  await browser?.close();
  await book?.stop();
  await site?.stop();
});
beforeEach(() => {
  complaints.length = 0;
});

/** The strictest policy of a site under which the embed works. */
const policy = (origin: string) =>
  `default-src 'none'; script-src ${origin}; frame-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'`;

async function visit(html: string): Promise<Page> {
  body = `<script src="${book.origin}/embed.js" async></script>${html}`;
  await page.goto(site.origin);
  await page.waitForFunction(() => customElements.get("schedkit-embed"));
  await noteEvents(page);
  return page;
}

const frameHeight = () => page.locator("iframe").evaluate((frame) => frame.clientHeight);
const focused = () => page.evaluate(() => document.activeElement?.id);
const isOpen = async () => (await page.locator("dialog[open]").count()) > 0;

describe.skipIf(!hasChromium)("inline", () => {
  const inline = '<schedkit-embed id="it" user="jane" event="30min"></schedkit-embed>';

  test("the page is in the site, as high as its content", async () => {
    await visit(inline);
    const frame = await bookingFrame(page);
    expect(frame.url()).toBe(`${book.origin}/book/jane/30min?embed=inline&theme=auto`);
    await page.waitForFunction(() => document.querySelector("#it")!.clientHeight === 432);
    await say(frame, "schedkit:resize", { height: 911 });
    expect(await frameHeight()).toBe(911);
    await say(frame, "schedkit:resize", { height: 300 });
    expect(await frameHeight()).toBe(300);
    for (const height of [0, -1, 1e9, Number.NaN, "300px", null]) {
      await say(frame, "schedkit:resize", { height });
      expect(await frameHeight()).toBe(300);
    }
    expect(complaints).toEqual([]);
  });

  test("a given height is kept", async () => {
    await visit(inline.replace("user=", 'height="250" user='));
    await say(await bookingFrame(page), "schedkit:resize", { height: 700 });
    expect(await frameHeight()).toBe(250);
  });

  test("the site gets a booking event once, with all details", async () => {
    await visit(inline);
    const frame = await bookingFrame(page);
    await say(frame, "schedkit:booked", booking);
    expect(await notedEvents(page)).toEqual([["booked", "it", booking]]);
    await say(frame, "schedkit:booked", booking, undefined);
    expect(await notedEvents(page)).toEqual([
      ["booked", "it", booking],
      ["booked", "it", booking],
    ]);
  });

  test("initial values come from attributes, and changes apply immediately", async () => {
    await visit(
      inline.replace("user=", 'prefill-name="Zoë" timezone="Asia/Tokyo" theme="dark" lang="de" user='),
    );
    const first = new URL((await bookingFrame(page)).url());
    expect(Object.fromEntries(first.searchParams)).toEqual({
      embed: "inline",
      name: "Zoë",
      tz: "Asia/Tokyo",
      lang: "de",
      theme: "dark",
    });
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.evaluate(() => {
      const element = document.querySelector("#it")!;
      element.setAttribute("user", "mia");
      element.setAttribute("event", "hello/../world");
      element.removeAttribute("timezone");
    });
    await page.waitForFunction(() =>
      document.querySelector("#it")!.shadowRoot!.querySelector("iframe")!.src.includes("mia"),
    );
    const frame = await bookingFrame(page);
    expect(frame.url()).toStartWith(`${book.origin}/book/mia/hello%2F..%2Fworld?embed=inline&name=`);
    expect(requests.length).toBe(1);
    await say(frame, "schedkit:booked", booking);
    expect(await notedEvents(page)).toHaveLength(1);
  });

  test("several embeds on a page each get their own events", async () => {
    await visit(inline + inline.replace('"it"', '"other"').replace("jane", "mia"));
    await page.waitForFunction(() => document.querySelectorAll("schedkit-embed").length === 2);
    const elements = await page.locator("iframe").elementHandles();
    const other = (await elements[1]!.contentFrame())!;
    await other.waitForSelector("h1");
    expect(other.url()).toContain("/book/mia/");
    await say(other, "schedkit:booked", booking);
    expect(await notedEvents(page)).toEqual([["booked", "other", booking]]);
  });

  test("shows another http or https server, and ignores other URLs", async () => {
    await visit(inline.replace("user=", 'base-url="javascript:alert(1)" user=').replace("></", ">Call us</"));
    expect(await page.locator("iframe").count()).toBe(0);
    expect(await page.locator("#it").isVisible()).toBe(true);
    expect(complaints.join()).toContain("needs a user and an http");
    const other = book.origin.replace("127.0.0.1", "localhost");
    await page.evaluate(
      (origin) => document.querySelector("#it")!.setAttribute("base-url", `${origin}/cal/`),
      other,
    );
    await page.waitForSelector("iframe", { state: "attached" });
    expect(await page.locator("iframe").getAttribute("src")).toStartWith(`${other}/cal/book/jane/30min?`);
  });

  test("works again after being removed and reinserted", async () => {
    await visit(inline);
    await bookingFrame(page);
    await page.evaluate(() => {
      const element = document.querySelector("#it")!;
      element.remove();
      document.body.append(element);
    });
    await say(await bookingFrame(page), "schedkit:booked", booking);
    expect(await notedEvents(page)).toHaveLength(1);
  });
});

const openers = {
  popup:
    '<schedkit-embed id="it" mode="popup" label="Book a call" user="jane" event="30min"></schedkit-embed>',
  widget:
    '<schedkit-embed id="it" mode="widget" label="Book a call" corner="bottom-left" user="jane" event="30min"></schedkit-embed>',
  button: '<button id="it" data-schedkit="jane/30min">Book a call</button>',
  link: '<a id="it" href="/elsewhere" data-schedkit="jane/30min"><b>Book a call</b></a>',
};

describe.skipIf(!hasChromium).each(Object.entries(openers))("%s", (way, html) => {
  const site = `<a href="#x" id="before">Before</a>${html}<button id="after">After</button><p><canvas height="3000"></canvas></p>`;
  const opener = () => page.getByText("Book a call");

  async function openIt() {
    await visit(site);
    await opener().click();
    return bookingFrame(page);
  }

  test("a click opens a named modal dialog", async () => {
    const frame = await openIt();
    const mode = way === "widget" ? "widget" : "popup";
    expect(frame.url()).toBe(`${book.origin}/book/jane/30min?embed=${mode}&theme=auto`);
    const dialog = page.getByRole("dialog", { name: "Book a call" });
    expect(await dialog.isVisible()).toBe(true);
    expect(await dialog.evaluate((element) => element.matches(":modal"))).toBe(true);
    await page.mouse.move(5, 5);
    await page.mouse.wheel(0, 500);
    await page.keyboard.press("PageDown");
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe("hidden");
    for (let step = 0; step < 6; step++) {
      expect(["before", "after", "it"]).not.toContain((await focused())!);
      await page.keyboard.press("Tab");
    }
    await page.evaluate(() => document.querySelector<HTMLElement>("#after")!.focus());
    expect(await focused()).not.toBe("after");
    expect(await notedEvents(page)).toEqual([["open", "it", null]]);
    expect(complaints).toEqual([]);
  });

  const closings: Record<string, () => Promise<unknown>> = {
    Escape: () => page.keyboard.press("Escape"),
    "its button": () => page.getByRole("button", { name: "Close" }).press("Enter"),
    "a click outside": () => page.mouse.click(640, 4),
    "the page itself": async () => sayLast(await bookingFrame(page), "schedkit:close"),
  };

  test.each(Object.keys(closings))("%s closes it and restores the page", async (closing) => {
    await openIt();
    await closings[closing]!();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("it");
    expect(await notedEvents(page)).toEqual([
      ["open", "it", null],
      ["close", "it", null],
    ]);
    await page.mouse.move(5, 5);
    await page.mouse.wheel(0, 500);
    await page.waitForFunction(() => scrollY > 0);
    expect(await page.evaluate(() => document.documentElement.getAttribute("style") ?? "")).toBe("");
  });

  test("a press inside that ends outside closes nothing", async () => {
    await openIt();
    const box = (await page.locator("dialog .bar").boundingBox())!;
    await page.mouse.move(box.x + 30, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(640, 4);
    await page.mouse.up();
    expect(await isOpen()).toBe(true);
  });

  test("works by keyboard, reports a booking, and opens again", async () => {
    await visit(site);
    await page.locator("#before").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await say(await bookingFrame(page), "schedkit:booked", { ...booking, status: "pending" });
    expect(await notedEvents(page)).toEqual([
      ["open", "it", null],
      ["booked", "it", { ...booking, status: "pending" }],
    ]);
    expect(await isOpen()).toBe(true);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await bookingFrame(page);
    expect(page.url()).not.toContain("elsewhere");
  });
});

describe.skipIf(!hasChromium)("dialogs", () => {
  test("a widget floats in its corner", async () => {
    await visit(openers.widget);
    const button = (await page.getByText("Book a call").boundingBox())!;
    const { width, height } = page.viewportSize()!;
    expect(button.x).toBe(20);
    expect(button.y + button.height).toBe(height - 20);
    await page.evaluate(() => document.querySelector("#it")!.setAttribute("corner", "top-right"));
    await page.waitForFunction(() => {
      const inner = document.querySelector("#it")!.shadowRoot!.querySelector("button")!;
      return inner.getBoundingClientRect().top === 20;
    });
    const moved = (await page.getByText("Book a call").boundingBox())!;
    expect(moved.x + moved.width).toBe(width - 20);
  });

  test("the frame is as high as its page, within the window", async () => {
    await visit(openers.popup);
    await page.getByText("Book a call").click();
    const frame = await bookingFrame(page);
    await say(frame, "schedkit:resize", { height: 321 });
    expect(await frameHeight()).toBe(321);
    await say(frame, "schedkit:resize", { height: 5000 });
    const dialog = (await page.locator("dialog").boundingBox())!;
    expect(dialog.y).toBeGreaterThan(0);
    expect(dialog.y + dialog.height).toBeLessThan(page.viewportSize()!.height);
  });

  test("shows that the page is loading, and can be closed meanwhile", async () => {
    await page.route("**/book/**", () => {});
    await visit(openers.popup);
    await page.getByText("Book a call").click();
    await page.getByRole("status").getByText("Loading…").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    expect(await isOpen()).toBe(false);
    await page.unroute("**/book/**");
    await page.getByText("Book a call").click();
    await bookingFrame(page);
    await page.getByRole("status").waitFor({ state: "detached" });
  });

  test("the dialog's close button gives way to the page's own", async () => {
    await visit(openers.popup);
    await page.getByText("Book a call").click();
    await bookingFrame(page);
    const bar = await page.locator("dialog .bar").elementHandle();
    const opacity = (value: string) =>
      page.waitForFunction(([bar, value]) => getComputedStyle(bar).opacity === value, [bar, value] as const);
    await opacity("0");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await opacity("1");
  });

  test("the dialog's close button stays for a silent page", async () => {
    await visit(openers.popup.replaceAll("jane", "silent"));
    await page.getByText("Book a call").click();
    const frame = await bookingFrame(page);
    await frame.locator("h1").click();
    await page.getByRole("button", { name: "Close" }).click();
    expect(await isOpen()).toBe(false);
  });

  test("on a phone the dialog fills the window", async () => {
    const usual = page.viewportSize()!;
    await page.setViewportSize({ width: 360, height: 640 });
    await visit(openers.widget);
    await page.getByText("Book a call").click();
    await bookingFrame(page);
    expect(await page.locator("dialog").boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 640 });
    expect(await frameHeight()).toBe(640);
    await page.setViewportSize(usual);
  });

  test("the element's methods open and close it, and so does removing it", async () => {
    await visit(openers.popup);
    await page.evaluate(() => document.querySelector<Embed>("#it")!.open());
    await bookingFrame(page);
    await page.evaluate(() => document.querySelector<Embed>("#it")!.close());
    expect(await isOpen()).toBe(false);
    expect(await focused()).toBe("it");
    await page.evaluate(() => document.querySelector<Embed>("#it")!.open());
    await page.evaluate(() => document.querySelector("#it")!.remove());
    expect(await isOpen()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe("");
  });

  test("only one is open at a time", async () => {
    await visit(openers.popup + openers.popup.replace('"it"', '"other"'));
    await page.evaluate(() => document.querySelector<Embed>("#it")!.open());
    await page.evaluate(() => document.querySelector<Embed>("#other")!.open());
    expect(await page.locator("dialog").count()).toBe(1);
    expect(((await notedEvents(page)) as string[][]).map(([name, id]) => `${name} ${id}`)).toEqual([
      "open it",
      "close it",
      "open other",
    ]);
  });

  test("buttons accept more attributes, even when added later", async () => {
    await visit("");
    await page.evaluate(() => {
      const button = document.createElement("button");
      button.id = "late";
      button.textContent = "Later";
      for (const [name, value] of [
        ["", "mia"],
        ["-event", "intro"],
        ["-prefill-email", "a@example.com"],
        ["-mode", "widget"],
      ]) {
        button.setAttribute(`data-schedkit${name}`, value!);
      }
      document.body.append(button);
    });
    await page.getByText("Later").click();
    expect((await bookingFrame(page)).url()).toBe(
      `${book.origin}/book/mia/intro?embed=widget&email=a%40example.com&theme=auto`,
    );
  });

  test("a link keeps working for clicks that open a new tab", async () => {
    await visit(openers.link);
    const other = page.context().waitForEvent("page");
    await page.getByText("Book a call").click({ modifiers: ["ControlOrMeta"] });
    expect((await other).url()).toContain("/elsewhere");
    expect(await isOpen()).toBe(false);
    await (await other).close();
  });

  test("loading the script twice changes nothing", async () => {
    await visit(`<script src="${book.origin}/embed.js"></script>${openers.button}`);
    await page.waitForLoadState("load");
    await page.getByText("Book a call").click();
    await bookingFrame(page);
    expect(await page.locator("dialog").count()).toBe(1);
    expect(await notedEvents(page)).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
});
