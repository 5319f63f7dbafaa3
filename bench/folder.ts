import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopAll } from "./processes.ts";

/** Runs a benchmark in a temporary folder, then stops its servers and removes the folder. Exits with 1 on `false`. */
export async function inBenchFolder(bench: (folder: string) => Promise<boolean>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "schedkit-bench-"));
  process.env.BENCH_DIR = folder;
  try {
    process.exitCode = (await bench(folder)) ? 0 : 1;
  } finally {
    stopAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies a data folder, so that each turn starts from the same data. */
export function copyOf(data: string): string {
  const copy = mkdtempSync(join(process.env.BENCH_DIR!, "copy-"));
  cpSync(data, copy, { recursive: true });
  return copy;
}
