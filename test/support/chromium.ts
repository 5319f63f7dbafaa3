import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

export const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether there is a browser; CI requires one. */
export const hasChromium = existsSync(chromiumPath) || Boolean(process.env["CI"]);

if (!hasChromium)
  console.warn(`no ${chromiumPath}: tests in a browser are skipped; CHROMIUM names another one`);

/** A real browser that only connects to the tests. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
