import type { Batch } from "./source.ts";

/** Waits for all batches and joins them. */
export async function oneBatch(batches: AsyncIterable<Batch>): Promise<Batch> {
  const all = await Array.fromAsync(batches);
  return { objects: all.flatMap(({ objects }) => objects), removed: all.flatMap(({ removed }) => removed) };
}
