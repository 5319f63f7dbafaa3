import ipaddr from "ipaddr.js";
import type { ProxyTrust } from "../config/proxy-trust.ts";
import type { BookCommand } from "../usecases/bookings/book-command.ts";
import { authenticate } from "../usecases/hosts/api-keys.ts";
import type { Deps } from "../usecases/deps.ts";
import type { KeyedHash } from "../security/keyed-hash.ts";
import type { Limits } from "../usecases/limits/limits.ts";
import type { ClientNetworks } from "../usecases/limits/visitor-limits.ts";
import { keyOf } from "./auth.ts";
import { clientNetworks, type Networks } from "./client-address.ts";

/** What a request tells about the person booking. */
export type Booker = Pick<BookCommand, "client" | "byHostId">;

export type BookerOf = (request: Request, server: Bun.Server<unknown> | null) => Promise<Booker>;

/**
 * Determines the client networks and API key of a booking request. A private address that forwards requests without being a
 * trusted proxy is not counted, because all clients would share it; this is logged once.
 */
export function bookersOf(deps: Deps, trustProxy: ProxyTrust): BookerOf {
  let isWarned = false;

  function networksOf(
    { hash }: Limits,
    request: Request,
    peer: string | undefined,
  ): ClientNetworks | undefined {
    if (isUntrustedProxy(request, peer, trustProxy)) {
      if (!isWarned)
        deps.log.warn(
          "requests come from an untrusted proxy, so clients cannot be distinguished and are not limited: set TRUST_PROXY",
          { proxy: peer },
        );
      isWarned = true;
      return undefined;
    }
    return hashed(hash, clientNetworks(request, peer, trustProxy));
  }

  return async (request, server) => {
    const key = keyOf(request.headers);
    const holder = key === undefined ? undefined : await authenticate(deps, key);
    const { limits } = deps;
    const client = limits && networksOf(limits, request, server?.requestIP(request)?.address);
    return { client, byHostId: holder?.host.id };
  };
}

/** Returns whether the peer is a proxy on a private network that `TRUST_PROXY` does not name, so that clients cannot be told apart. */
export function isUntrustedProxy(
  request: Request,
  peer: string | undefined,
  trustProxy: ProxyTrust,
): boolean {
  return trustProxy === false && request.headers.has("x-forwarded-for") && isPrivate(peer);
}

function isPrivate(address: string | undefined): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  return ["private", "loopback", "linkLocal", "uniqueLocal"].includes(ipaddr.process(address).range());
}

function hashed(hash: KeyedHash, { narrow, wide }: Networks): ClientNetworks {
  return { narrow: hash(narrow), wide: wide === undefined ? undefined : hash(wide) };
}
