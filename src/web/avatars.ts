import { Elysia, NotFoundError } from "elysia";
import { findAvatar } from "../db/queries/hosts/profiles.ts";
import { CACHE_FOREVER } from "../http/constant-response.ts";
import { route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";

const HEADERS = {
  "content-type": "image/webp",
  "cache-control": CACHE_FOREVER,
  "cross-origin-resource-policy": "cross-origin",
};

/** The pictures of hosts. Each name is a hash of its content. */
export function avatarRoutes({ database }: Deps) {
  return new Elysia({ name: "avatars" }).get(
    "/avatars/:name",
    async ({ params }) => {
      const [, hash] = /^([\w-]{22})\.webp$/.exec(params.name) ?? [];
      const file = hash === undefined ? undefined : await findAvatar(database.read, hash);
      if (!file) throw new NotFoundError();
      return new Response(new Uint8Array(file), { headers: HEADERS });
    },
    route({ access: "page" }),
  );
}
