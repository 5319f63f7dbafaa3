import { Elysia } from "elysia";
import type { RateLimiterRes } from "rate-limiter-flexible";
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { clientAddress } from "./client-address.ts";
import type { ProxyTrust } from "../config/proxy-trust.ts";
import { RateLimited } from "./errors.ts";
import type { Treated } from "./treated.ts";

/** How many requests one client may make in a minute, on all limited routes together. */
const READS_A_MINUTE = 1200;
const WRITES_A_MINUTE = 300;

/** Slows down clients that ask too often: 429 with `Retry-After` in seconds. */
export function rateLimits(treated: Treated, { trustProxy }: { readonly trustProxy: ProxyTrust }) {
  const reads = new RateLimiterMemory({ points: READS_A_MINUTE, duration: 60 });
  const writes = new RateLimiterMemory({ points: WRITES_A_MINUTE, duration: 60 });
  return new Elysia({ name: "rate-limits" })
    .use(treated)
    .onRequest(async ({ treatment, request, server, set }) => {
      if (!treatment.limited) return;
      const client = clientAddress(request, server?.requestIP(request)?.address, trustProxy);
      await consume(treatment.writes ? writes : reads, client, set);
    });
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
