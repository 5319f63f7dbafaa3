import { Elysia } from "elysia";
import { entityTag, hasEntity } from "../http/accepts.ts";
import { constantResponse } from "../http/constant-response.ts";
import { problems, send } from "../http/errors.ts";
import { route } from "../http/route.ts";
import { browserBundle } from "./browser-bundle.ts" with { type: "macro" };

const script = new Uint8Array(Buffer.from(browserBundle("embed/script/embed.ts")));
const respond = constantResponse(script, "text/javascript; charset=utf-8");
const version = entityTag(Bun.hash(script).toString(36));

/** The URL is constant but the script changes: browsers cache it for a while and then revalidate it. */
const common = {
  "cache-control": "public, max-age=600, stale-while-revalidate=86400",
  etag: version,
  vary: "accept-encoding",
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};

/** The script that other sites load to embed booking pages, and the React package that their builds install. */
export function embedRoutes() {
  return new Elysia({ name: "embed" })
    .get(
      "/embed.js",
      ({ request: { headers } }) =>
        hasEntity(headers, version)
          ? new Response(null, { status: 304, headers: common })
          : respond(headers, common),
      route({ access: "page" }),
    )
    .get(
      "/embed/:file",
      async ({ params, request: { headers }, set }) => {
        const { reactFiles } = await import("./react-files.ts");
        const { etag: _, ...others } = common;
        return reactFiles.get(params.file)?.(headers, others) ?? send(set, problems.notFound);
      },
      route({ access: "page" }),
    );
}
