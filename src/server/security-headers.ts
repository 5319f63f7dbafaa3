import { Elysia } from "elysia";

/**
 * What every answer says to browsers; pages and files say their own in the place of what differs. What is neither is
 * framed nowhere, shown as nothing but what it is, loads nothing, and is kept nowhere.
 * They are default headers of the framework, which cost less than a hook that sets them.
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
