import { Elysia } from "elysia";
import { pathOf } from "./paths.ts";

/**
 * What every answer says to browsers; pages and files say their own in the place of what differs. What is neither is
 * framed nowhere, shown as nothing but what it is, and loads nothing. It is kept nowhere, but for what anybody may see.
 * Most are default headers of the framework, which cost less than a hook that sets them.
 */
export function securityHeaders(publicUrl: string) {
  return new Elysia({ name: "security-headers" })
    .headers({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      ...(publicUrl.startsWith("https:") && { "strict-transport-security": "max-age=31536000" }),
    })
    .onRequest(({ request, set }) => {
      if (!isOpenToAll(pathOf(request.url))) set.headers["cache-control"] = "no-store";
    });
}

/** Slots and profiles: they are also asked for the most, and each header costs them. */
function isOpenToAll(path: string): boolean {
  return path.startsWith("/v1/slots/") || path.startsWith("/v1/u/");
}
