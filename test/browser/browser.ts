import { afterAll, beforeAll, describe, expect } from "bun:test";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";

/** Tests in a real browser; skipped on a machine without one. */
export const inBrowser = hasChromium ? describe : describe.skip;

export type Visit = {
  readonly page: Page;
  /** Console errors, and requests to other hosts. */
  readonly complaints: string[];
  /** The paths requested so far. */
  readonly requests: string[];
  /** Closes the page and expects no errors except responses with these statuses, or failures with these names. */
  readonly leave: (...expected: (number | string)[]) => Promise<void>;
};

type VisitOptions = BrowserContextOptions & {
  /** Another origin that the page may load from. */
  readonly neighbour?: string;
  /** Whether requests for scripts fail. */
  readonly losesScripts?: boolean;
};

/** Opens pages as a visitor, in one browser per test file. */
export function visitors() {
  let browser: Browser;
  beforeAll(async () => {
    if (hasChromium) browser = await openChromium();
  });
  afterAll(() => browser?.close());

  return async function visit(
    address: string,
    { neighbour, losesScripts, ...options }: VisitOptions = {},
  ): Promise<Visit> {
    const context = await browser.newContext({ locale: "en-US", timezoneId: "America/New_York", ...options });
    context.setDefaultTimeout(30_000);
    if (losesScripts) await context.route("**/*.js", (route) => route.abort());
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const url = new URL(request.url());
      requests.push(url.pathname + url.search);
      if (url.origin !== new URL(address).origin && url.origin !== neighbour)
        complaints.push(`asked ${url.origin}`);
    });
    await page.goto(address);
    if (options.javaScriptEnabled !== false && !losesScripts) await isAwake(page);
    return {
      page,
      complaints,
      requests,
      async leave(...expected) {
        await context.close();
        const isExpected = (complaint: string) =>
          expected.some(
            (status) => complaint.startsWith("Failed to load resource") && complaint.includes(`${status}`),
          );
        expect(complaints.filter((complaint) => !isExpected(complaint))).toEqual([]);
      },
    };
  };
}

/** Waits until scripts run and slots are loaded. */
export async function isAwake(page: Page): Promise<void> {
  await page.locator(".card[class*=at-]:not([data-awake])").waitFor({ state: "detached" });
  await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
}

/** Expects no axe violations in either colour scheme. */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(`${axe.source};0`);
  await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "light" });
  await expectNoViolations(page);
  await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "dark" });
  await expectNoViolations(page, ["color-contrast"]);
}

/** Checks all rules, or only those affected by colours. */
async function expectNoViolations(page: Page, rules?: readonly string[]): Promise<void> {
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await (window as any).axe.run(document, {
      resultTypes: ["violations"],
      preload: false, // No enabled rule needs the text of style sheets.
      ...(runOnly && { runOnly }),
    });
    return violations.map(
      ({ id, nodes }: any) => `${id}: ${nodes.map((node: any) => node.html).join(" | ")}`,
    );
  }, rules);
  expect(found).toEqual([]);
}

/** The slot requests of a page by month and zone, as in `2026-03 Asia/Tokyo`. */
export function monthsAsked(requests: readonly string[]): string[] {
  return requests
    .filter((path) => path.startsWith("/v1/slots"))
    .map((path) => {
      const query = new URLSearchParams(path.slice(path.indexOf("?")));
      return `${query.get("from")!.slice(0, 7)} ${query.get("timezone")}`;
    });
}

/** Waits until a page has asked for a month, which it does ahead of time. */
export async function asksFor(page: Page, requests: readonly string[], month: string): Promise<void> {
  while (!monthsAsked(requests).some((asked) => asked.startsWith(month))) await page.waitForEvent("request");
}
