import { Elysia } from "elysia";
import type { Host } from "../domain/records.ts";
import { authenticate } from "../usecases/api-keys.ts";
import type { Deps } from "../usecases/deps.ts";
import { Unauthorized } from "./errors.ts";

/**
 * The guard of every route that belongs to a host: `{ host: true }` gives the handler its `host`, and anybody
 * else a 401 before their body or query is judged. With `{ hostById: true }` the path says whose the route is: an
 * id is its host's, who needs a key; anything else is a token from a mail, and `host` is undefined.
 */
export function authentication(deps: Deps) {
  const hosts = new WeakMap<Request, Host>();
  return new Elysia({ name: "authentication" }).macro({
    host: {
      async transform({ request }: { request: Request }) {
        hosts.set(request, await requireHost(deps, request));
      },
      resolve: ({ request }) => ({ host: hosts.get(request)! }),
    },
    hostById: {
      async transform({ request, params }: { request: Request; params: Record<string, string> }) {
        if (/^\d+$/.test(params["id"]!)) hosts.set(request, await requireHost(deps, request));
      },
      resolve: ({ request }) => ({ host: hosts.get(request) }),
    },
  });
}

/** The host whose key the request carries. Throws Unauthorized where there is none. */
async function requireHost(deps: Deps, request: Request): Promise<Host> {
  const key = keyOf(request.headers);
  const host = key === undefined ? undefined : await authenticate(deps, key);
  if (!host) throw new Unauthorized();
  return host;
}

function keyOf(headers: Headers): string | undefined {
  const key = headers.get("x-api-key") ?? /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return key?.startsWith("sk_") ? key : undefined;
}
