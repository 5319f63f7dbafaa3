import type { Database as BunDatabase } from "bun:sqlite";
import type { EpochMs } from "../../src/domain/interval.ts";

/** Nobody is reminded of what was due before. */
export function beginReminding(raw: BunDatabase, now: EpochMs): void {
  raw.query("update settings set reminded_to = ?").run(now);
}
