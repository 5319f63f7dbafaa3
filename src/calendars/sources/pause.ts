import { setImmediate } from "node:timers/promises";

/** How long parsing may keep the event loop busy. */
const BUSY_MS = 4;

/** Returns a function to call between pieces of work: once they took long enough, it lets other work run first. */
export function pauser(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < BUSY_MS) return;
    await setImmediate();
    begun = performance.now();
  };
}
