import { AsyncLocalStorage } from "node:async_hooks";

const working = new AsyncLocalStorage<true>();

/** Runs the work of a write, so that `refuseInsideWork` knows what is called from it. */
export function runAsWork<T>(work: () => Promise<T>): Promise<T> {
  return working.run(true, work);
}

/** The one connection is taken while a work runs: to ask for it from inside would be to wait for oneself, for ever. */
export function refuseInsideWork(): void {
  if (working.getStore())
    throw new Error("the connection is taken by the write that asks for it: use its transaction");
}
