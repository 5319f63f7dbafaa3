import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openChromium } from "../support/chromium.ts";
import { startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane } from "../support/visitor.ts";
import { serveSite } from "./sites.ts";

/**
 * Screenshots of the embed with the real booking page: `bun test/embed/screenshots.ts FOLDER` takes every mode, width and
 * theme; without a folder, only the one in the README.
 */
const [folder] = process.argv.slice(2);
const readmePicture = join(import.meta.dir, "../web/screenshots/embed.png");

const data = temporaryFolder();
await addJane({ dataDir: data.path });
const server = await startServer({ dataDir: data.path });
const browser = await openChromium();
let embed = "";
const site = serveSite(
  () => `<script src="${server.address}/embed.js"></script>
    <style>
      body { margin: 0 auto; max-width: 62rem; padding: 2rem 1rem; background: Canvas; color: CanvasText;
        font: 1.125rem/1.6 Georgia, serif }
      :root { color-scheme: light dark }
      h1 { font-size: 1.75rem; margin: 0 0 1rem }
    </style>
    <h1>Jane Doe, piano lessons</h1><p>Tell me what you would like to play, and choose a time.</p>${embed}`,
);

try {
  if (folder) await takeAll(folder);
  else await takeOne(readmePicture, { mode: "popup", theme: "light", width: 1280 });
} finally {
  await browser.close();
  await site.stop();
  await server.stop();
  data.remove();
}

async function takeAll(into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  for (const mode of ["inline", "popup", "widget"])
    for (const theme of ["light", "dark"] as const)
      for (const width of [360, 1280])
        await takeOne(join(into, `${mode}-${theme}-${width}.png`), { mode, theme, width });
}

type Picture = { readonly mode: string; readonly theme: "light" | "dark"; readonly width: number };

async function takeOne(path: string, { mode, theme, width }: Picture): Promise<void> {
  embed = `<schedkit-embed user="jane" event="30min" mode="${mode}" theme="${theme}"></schedkit-embed>`;
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    colorScheme: theme,
    timezoneId: "Europe/Berlin",
  });
  await page.goto(site.origin);
  if (mode !== "inline") await page.getByRole("button", { name: "Book a meeting" }).click();
  await isShown(page);
  await page.screenshot({ path, fullPage: mode === "inline" });
  await page.close();
}

async function isShown(page: Page): Promise<void> {
  const frame = page.frameLocator("iframe");
  await frame.locator("h1").first().waitFor();
  await page.locator(".wait").waitFor({ state: "detached" });
  await frame.locator("[data-awake]").waitFor();
}
