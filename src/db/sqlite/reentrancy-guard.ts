import { AsyncLocalStorage } from "node:async_hooks";

const writing = new AsyncLocalStorage<true>();

/** Runs the work of a write so that `refuseReentry` recognises calls from inside it. */
export function runAsWrite<T>(work: () => Promise<T>): Promise<T> {
  return writing.run(true, work);
}

/** Throws inside the work of a write: the work occupies the only connection, so waiting for it would never end. */
export function refuseReentry(): void {
  if (writing.getStore()) throw new Error("nested write: use the transaction of the outer write");
}
