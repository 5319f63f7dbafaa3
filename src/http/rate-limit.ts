import type { RateLimiterRes } from "rate-limiter-flexible";
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { clientAddress } from "./client-address.ts";
import type { ProxyTrust } from "../config/proxy-trust.ts";
import { RateLimited } from "./errors.ts";
import type { Treatment } from "./route-table.ts";

/** How many requests one client may make in a minute, on all limited routes together. */
const READS_A_MINUTE = 1200;
const WRITES_A_MINUTE = 300;

/** Counts a request. Throws RateLimited where its client asks too often. */
export type Limit = (
  treatment: Treatment,
  request: Request,
  server: Bun.Server<unknown> | null,
  set: Limited,
) => Promise<void>;

/** Limits what one client may ask for: 429 with `Retry-After` in seconds. */
export function rateLimit({ trustProxy }: { readonly trustProxy: ProxyTrust }): Limit {
  const reads = new RateLimiterMemory({ points: READS_A_MINUTE, duration: 60 });
  const writes = new RateLimiterMemory({ points: WRITES_A_MINUTE, duration: 60 });
  return async (treatment, request, server, set) => {
    const client = clientAddress(request, server?.requestIP(request)?.address, trustProxy);
    await consume(treatment.writes ? writes : reads, client, set);
  };
}

/** An answer whose headers can still be set. */
export type Limited = { readonly headers: Record<string, unknown> };

/** Counts what somebody does. Throws RateLimited where that was too often, with when to come back in `Retry-After`. */
export async function consume(limiter: RateLimiterMemory, who: string, set: Limited): Promise<void> {
  try {
    await limiter.consume(who);
  } catch (refusal) {
    const { msBeforeNext } = refusal as RateLimiterRes;
    set.headers["retry-after"] = String(Math.max(1, Math.ceil(msBeforeNext / 1000)));
    set.headers["access-control-expose-headers"] = "retry-after";
    throw new RateLimited();
  }
}
