import { Elysia } from "elysia";
import { isPublicPath, pathOf } from "./paths.ts";

/** Lets pages of other sites call the public routes, without credentials, and no other. */
export function crossOrigin() {
  return new Elysia({ name: "cross-origin" }).onRequest(({ request, set }) => {
    if (!isPublicPath(pathOf(request.url))) return;
    set.headers["access-control-allow-origin"] = "*";
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: PREFLIGHT });
  });
}

const PREFLIGHT = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "content-type, idempotency-key",
  "access-control-max-age": "86400",
};
