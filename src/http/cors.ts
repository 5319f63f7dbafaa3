import { Elysia } from "elysia";
import type { Treated } from "./treated.ts";

/** Answers a browser that asks whether a page of another site may call; only where any site may. */
export function preflights(treated: Treated) {
  return new Elysia({ name: "preflights" }).use(treated).onRequest(({ treatment, request }) => {
    if (treatment.anySite && request.method === "OPTIONS")
      return new Response(null, { status: 204, headers: PREFLIGHT });
  });
}

const PREFLIGHT = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "content-type, idempotency-key",
  "access-control-max-age": "86400",
};
