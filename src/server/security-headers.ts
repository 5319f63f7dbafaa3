import { Elysia } from "elysia";

/**
 * The security headers of every response; pages and files override some. By default a response cannot be framed, sniffed or
 * cached, and loads nothing. They are default headers of the framework, which is cheaper than a hook.
 */
export function securityHeaders(publicUrl: string) {
  return new Elysia({ name: "security-headers" }).headers({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    ...(publicUrl.startsWith("https:") && { "strict-transport-security": "max-age=31536000" }),
  });
}
