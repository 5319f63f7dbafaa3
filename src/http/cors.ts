import { Elysia } from "elysia";

const PUBLIC_PREFIXES = ["/v1/slots/", "/v1/book/", "/v1/u/", "/v1/cancel/", "/v1/reschedule/"];

/** True for the routes that any site may call and that strangers reach: the public ones. */
export function isPublicPath(path: string): boolean {
  return PUBLIC_PREFIXES.some((prefix) => path.startsWith(prefix));
}

/** The path of an absolute URL, without the query; cheaper than parsing the whole. */
export function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const end = url.indexOf("?", start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** Lets pages of other sites call the public routes, without credentials, and no other. */
export function crossOrigin() {
  return new Elysia({ name: "cross-origin" }).onRequest(({ request, set }) => {
    if (!isPublicPath(pathOf(request.url))) return;
    set.headers["access-control-allow-origin"] = "*";
    set.headers["access-control-expose-headers"] = "retry-after";
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: PREFLIGHT });
  });
}

const PREFLIGHT = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "content-type, idempotency-key",
  "access-control-max-age": "86400",
};
