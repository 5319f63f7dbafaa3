import type { Database as BunDatabase } from "bun:sqlite";

/** Detects every change of the database: `data_version` counts those of other processes, `total_changes` ours. */
export function changesOf(raw: BunDatabase): { generation: () => number; countOurs: () => void } {
  const others = raw.prepare<{ data_version: number }, []>("pragma data_version");
  const ours = raw.prepare<{ changes: number }, []>("select total_changes() as changes");
  let changes = 0;
  return {
    generation: () => others.get()!.data_version + changes,
    countOurs: () => (changes = ours.get()!.changes),
  };
}
