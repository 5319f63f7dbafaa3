import { join } from "node:path";
import { $ } from "bun";
import { chromiumPath, hasChromium } from "../test/support/chromium.ts";
import type { Running } from "./processes.ts";
import type { Row } from "./report.ts";
import { median } from "./turns.ts";

/** Fetched on demand: it is large, and nothing else needs it. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const TURNS = 5;

type Scores = Readonly<Record<"performance" | "accessibility" | "best-practices" | "seo", number>>;

/** Lighthouse's scores of public pages, as it simulates a phone on a slow network. */
export async function lighthouseRows(
  server: Running,
  folder: string,
  paths: Readonly<Record<string, string>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, path] of Object.entries(paths)) {
    const turns: Scores[] = [];
    if (hasChromium)
      for (let turn = 0; turn < TURNS; turn++) turns.push(await scoresOf(server.url + path, folder));
    const rest = (["accessibility", "best-practices", "seo"] as const).map((category) => ({
      category,
      score: Math.min(...turns.map((scores) => scores[category])),
    }));
    rows.push(
      {
        what: `${name}: Lighthouse's performance`,
        value: hasChromium ? median(turns.map(({ performance }) => performance)) : NaN,
        note: `median of ${TURNS}`,
        atLeast: 95,
      },
      {
        what: `${name}: Lighthouse's accessibility, best practices and SEO, the lowest`,
        value: hasChromium ? Math.min(...rest.map(({ score }) => score)) : NaN,
        note: rest.map(({ category, score }) => `${category} ${score}`).join(", "),
        atLeast: 100,
      },
    );
  }
  return rows;
}

async function scoresOf(address: string, folder: string): Promise<Scores> {
  const file = join(folder, "lighthouse.json");
  const flags = [
    "--quiet",
    "--chrome-flags=--headless=new --no-sandbox",
    "--output=json",
    `--output-path=${file}`,
  ];
  await $`npx --yes ${LIGHTHOUSE} ${address} ${flags}`
    .env({ ...process.env, CHROME_PATH: chromiumPath })
    .quiet();
  const { categories } = await Bun.file(file).json();
  const scores = Object.entries(categories as Record<string, { score: number }>);
  return Object.fromEntries(scores.map(([id, { score }]) => [id, Math.round(score * 100)])) as Scores;
}
