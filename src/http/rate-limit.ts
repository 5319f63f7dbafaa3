import { Elysia } from "elysia";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { clientAddress } from "./client-address.ts";
import { RateLimited } from "./errors.ts";
import { isBookingPage, isLinkPath, isPublicPath, pathOf } from "./paths.ts";

/** How many requests one client may make in a minute, on the public routes and the links in mails. */
const READS_A_MINUTE = 1200;
const WRITES_A_MINUTE = 300;

/** Slows down who asks too often: 429 with `Retry-After` in seconds. */
export function rateLimits({ trustProxy }: { readonly trustProxy: boolean }) {
  const reads = new RateLimiterMemory({ points: READS_A_MINUTE, duration: 60 });
  const writes = new RateLimiterMemory({ points: WRITES_A_MINUTE, duration: 60 });
  return new Elysia({ name: "rate-limits" }).onRequest(async ({ request, server, set }) => {
    const path = pathOf(request.url);
    if (!isPublicPath(path) && !isLinkPath(path) && !isBookingPage(path)) return;
    const client = clientAddress(request, server?.requestIP(request)?.address, trustProxy);
    try {
      await (acts(request.method, path) ? writes : reads).consume(client);
    } catch (refusal) {
      const { msBeforeNext } = refusal as RateLimiterRes;
      set.headers["retry-after"] = String(Math.max(1, Math.ceil(msBeforeNext / 1000)));
      throw new RateLimited();
    }
  });
}

/** Links to confirm and decline act when they are opened, so they count as writes whatever their method. */
function acts(method: string, path: string): boolean {
  return method === "POST" || !(isPublicPath(path) || isBookingPage(path));
}
