import { addressIn, isPublicAddress } from "./public-address.ts";

/** An IP address, and whether it is version 4 or 6. */
export type Address = { readonly address: string; readonly family: number };

/** Which addresses may be contacted. */
export type AddressPolicy = {
  readonly allowPrivate: boolean;
  /** The variable with which the operator sets `allowPrivate`, named in refusals. */
  readonly variable: "WEBHOOK_ALLOW_PRIVATE" | "CALENDAR_ALLOW_PRIVATE";
  readonly resolve?: (name: string) => Promise<readonly Address[]>;
};

/** Thrown for an address that must not be contacted, with a sentence. */
export class ForbiddenAddress extends Error {}

/**
 * Resolves a URL's host to the addresses to connect to, all of which may be contacted. Connecting to one of them without
 * resolving again defeats DNS rebinding. Throws `ForbiddenAddress`, or the resolver's error.
 */
export async function allowedAddresses(
  url: URL,
  { allowPrivate, variable, resolve = systemResolve }: AddressPolicy,
  signal: AbortSignal,
): Promise<readonly Address[]> {
  const literal = addressIn(url);
  const addresses =
    literal === undefined
      ? await within(signal, resolve(url.hostname))
      : [{ address: literal, family: literal.includes(":") ? 6 : 4 }];
  const inside = allowPrivate ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
  if (inside) throw new ForbiddenAddress(forbidden(url, inside.address, variable));
  return addresses;
}

async function systemResolve(name: string): Promise<readonly Address[]> {
  return (await import("node:dns/promises")).lookup(name, { all: true });
}

function forbidden({ hostname }: URL, address: string, variable: string): string {
  const where = hostname.includes(address) ? address : `${hostname} (${address})`;
  return `${where} is not a public address; the server does not send there unless ${variable}=true`;
}

/** Waits for `work`, but rejects with the signal's reason as soon as it is aborted. */
export function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  return promise;
}
