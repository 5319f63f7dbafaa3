import { hasChromium, openChromium } from "../test/support/chromium.ts";
import { firstAnswer, FIRST_ANSWERS, zipped } from "./measures.ts";
import type { Running } from "./processes.ts";
import type { Row } from "./report.ts";
import { median } from "./turns.ts";

const KB = 1000;
const TURNS = 5;

/** What a visitor waits for: the size of the booking page and of the embed, the first response and the first paint. */
export async function pageRows(server: Running, path: string): Promise<Row[]> {
  const address = server.url + path;
  const parts = await partsOf(address);
  const embed = await zippedSize(`${server.url}/embed.js`);
  const sum = parts.reduce((all, { size }) => all + size, 0);
  return [
    {
      what: "booking page: HTML, CSS and JS gzipped, KB",
      value: sum / KB,
      note: parts.map(({ name, size }) => `${name} ${(size / KB).toFixed(1)}`).join(", "),
      atMost: 60,
    },
    { what: "embed.js gzipped, KB", value: embed / KB, note: "one file", atMost: 6 },
    {
      what: "booking page: first answer, ms",
      value: await firstAnswer(address),
      note: `median of ${FIRST_ANSWERS}, one after another`,
      atMost: 5,
    },
    await paintRow(address),
  ];
}

async function paintRow(address: string): Promise<Row> {
  const what = "booking page: first contentful paint in Chromium, nothing cached, ms";
  if (!hasChromium) return { what, value: NaN, note: "no Chromium here", atMost: 300 };
  const browser = await openChromium();
  try {
    const paints: number[] = [];
    for (let turn = 0; turn <= TURNS; turn++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(address);
      paints.push(await page.evaluate(firstPaint));
      await context.close();
    }
    return { what, value: median(paints.slice(1)), note: `median of ${TURNS}`, atMost: 300 };
  } finally {
    await browser.close();
  }
}

/** Runs in the page: the first contentful paint, in ms. */
function firstPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((seen) => {
      for (const entry of seen.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
    }).observe({ type: "paint", buffered: true });
  });
}

/** The page and its resources, by type. */
async function partsOf(address: string): Promise<{ name: string; size: number }[]> {
  const html = await (await fetch(address)).text();
  const files = [...html.matchAll(/(?:src|href)="([^"]+\.(js|css))"/g)];
  return [
    { name: "html", size: await zippedSize(address) },
    ...(await Promise.all(
      files.map(async ([, file = "", name = ""]) => ({
        name,
        size: await zippedSize(new URL(file, address).href),
      })),
    )),
  ];
}

async function zippedSize(address: string): Promise<number> {
  return (await (await zipped(address)).arrayBuffer()).byteLength;
}
