import { Elysia } from "elysia";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { clientAddress } from "./client-address.ts";
import { isPublicPath, pathOf } from "./cors.ts";
import { problems } from "./errors.ts";

/** How many requests one client may make in a minute, on the public routes and the links in mails. */
const READS_A_MINUTE = 1200;
const WRITES_A_MINUTE = 300;

/** Slows down who asks too often: 429 with `Retry-After` in seconds. */
export function rateLimits({ trustProxy }: { readonly trustProxy: boolean }) {
  const reads = new RateLimiterMemory({ points: READS_A_MINUTE, duration: 60 });
  const writes = new RateLimiterMemory({ points: WRITES_A_MINUTE, duration: 60 });
  return new Elysia({ name: "rate-limits" }).onRequest(async ({ request, server, set }) => {
    const path = pathOf(request.url);
    if (!isPublicPath(path) && !LINK.test(path)) return;
    const isWrite = request.method === "POST" || LINK.test(path);
    const client = clientAddress(request, server?.requestIP(request)?.address, trustProxy);
    try {
      await (isWrite ? writes : reads).consume(client);
    } catch (refusal) {
      set.headers["retry-after"] = String(Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000));
      set.status = problems.rateLimited.status;
      return problems.rateLimited.body;
    }
  });
}

/** Links from mails act without a key, so they count as writes whatever their method. */
const LINK = /^\/v1\/bookings\/[^/]+\/(confirm|decline)$/;
