import { Elysia } from "elysia";
import { route } from "../http/route.ts";
import { browserBundle } from "./browser-bundle.ts" with { type: "macro" };

const script = browserBundle("embed/script/embed.ts");

/** The script that other sites load to embed booking pages. */
export function embedRoutes() {
  return new Elysia({ name: "embed" }).get(
    "/embed.js",
    ({ request }) => scriptAnswer(request.headers),
    route({ access: "page" }),
  );
}

const version = `W/"${Bun.hash(script).toString(36)}"`;

/** The URL is constant but the script changes: browsers cache it for a while and then revalidate it. */
const common = {
  "cache-control": "public, max-age=600, stale-while-revalidate=86400",
  etag: version,
  vary: "accept-encoding",
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};

function scriptAnswer(headers: Headers): Response {
  if (isKept(headers.get("if-none-match"))) return new Response(null, { status: 304, headers: common });
  const isZipped = /\bgzip\b/i.test(headers.get("accept-encoding") ?? "");
  return new Response(isZipped ? zipped() : script, {
    headers: {
      ...common,
      "content-type": "text/javascript; charset=utf-8",
      "x-content-type-options": "nosniff",
      ...(isZipped && { "content-encoding": "gzip" }),
    },
  });
}

function isKept(known: string | null): boolean {
  return (known ?? "").split(",").some((one) => one.trim() === version || one.trim() === "*");
}

let made: Uint8Array<ArrayBuffer> | undefined;

function zipped(): Uint8Array<ArrayBuffer> {
  return (made ??= Bun.gzipSync(script, { level: 9 }));
}
