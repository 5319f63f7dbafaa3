import { cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { $ } from "bun";
import manifest from "../package.json" with { type: "json" };

/** A figure and its limit, if any. */
export type Limited = {
  readonly value: number;
  readonly atLeast?: number;
  readonly atMost?: number;
};
export type Row = Limited & { readonly what: string; readonly note: string };

/** Prints the table, writes it to RESULTS.md, and returns whether every figure is within its limit. */
export async function report(rows: readonly Row[], root: string): Promise<boolean> {
  const table = [
    "| what | measured | limit | | of |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(line),
  ].join("\n");
  console.log(table);
  const file = join(root, "bench", "RESULTS.md");
  await Bun.write(file, `# Results\n\n${machine()}\n\n${table}\n`);
  await $`${process.execPath} fmt --no-script ${file}`.cwd(root).quiet();
  return rows.every(isKept);
}

function line(row: Row): string {
  const measured = Number.isNaN(row.value) ? "not measured" : row.value.toFixed(2);
  return `| ${row.what} | ${measured} | ${limitOf(row)} | ${verdict(row)} | ${row.note} |`;
}

export function limitOf({ atLeast, atMost }: Limited): string {
  if (atLeast !== undefined) return `at least ${atLeast}`;
  return atMost === undefined ? "" : `at most ${atMost}`;
}

export function verdict(row: Limited): string {
  if (limitOf(row) === "") return "";
  return isKept(row) ? "yes" : "**no**";
}

export function isKept({ value, atLeast = -Infinity, atMost = Infinity }: Limited): boolean {
  return value >= atLeast && value <= atMost;
}

function machine(): string {
  const { elysia, kysely } = manifest.dependencies;
  const processor = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const versions = `Bun ${Bun.version}, Elysia ${elysia}, Kysely ${kysely}, autocannon ${manifest.devDependencies.autocannon}`;
  return `Measured by \`npm run bench\` on ${processor}, ${platform()} ${release()}, with ${versions}. Server and load share the machine; where a ratio of requests is near 1, the load is what could not go faster.`;
}
