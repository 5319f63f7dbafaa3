import type { RateLimiterRes } from "rate-limiter-flexible";
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { WIDE_NETWORK_FACTOR } from "../domain/limits.ts";
import { clientNetworks } from "./client-address.ts";
import type { ProxyTrust } from "../config/proxy-trust.ts";
import { RateLimited } from "./errors.ts";
import type { RoutePolicy } from "./route-table.ts";

/**
 * How many requests one client may make in ten seconds, on all limited routes together. The period is short, so that no
 * client can monopolize the server before it reaches the limit.
 */
const SECONDS = 10;
const READS = 200;
const WRITES = 50;

/** Counts a request. Throws RateLimited if its client exceeds the limit. */
export type CountRequest = (
  routePolicy: RoutePolicy,
  request: Request,
  server: Bun.Server<unknown> | null,
  set: LimitedResponse,
) => Promise<void>;

/** Limits the requests of one client, and of a network with many clients: 429 with `Retry-After` in seconds. */
export function rateLimit({ trustProxy }: { readonly trustProxy: ProxyTrust }): CountRequest {
  const [reads, writes] = [READS, WRITES].map((points) => ({
    narrow: new RateLimiterMemory({ points, duration: SECONDS }),
    wide: new RateLimiterMemory({ points: points * WIDE_NETWORK_FACTOR, duration: SECONDS }),
  }));
  return async (routePolicy, request, server, set) => {
    const { narrow, wide } = clientNetworks(request, server?.requestIP(request)?.address, trustProxy);
    const limiters = (routePolicy.writes ? writes : reads)!;
    await consume(limiters.narrow, narrow, set);
    if (wide !== undefined) await consume(limiters.wide, wide, set);
  };
}

/** A response whose headers can still be set. */
export type LimitedResponse = { readonly headers: Record<string, unknown> };

/** Counts a use by `who`. Throws RateLimited if there were too many, with `Retry-After` set. */
export async function consume(limiter: RateLimiterMemory, who: string, set: LimitedResponse): Promise<void> {
  try {
    await limiter.consume(who);
  } catch (refusal) {
    const { msBeforeNext } = refusal as RateLimiterRes;
    set.headers["retry-after"] = String(Math.max(1, Math.ceil(msBeforeNext / 1000)));
    throw new RateLimited();
  }
}
