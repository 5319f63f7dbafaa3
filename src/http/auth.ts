import { Elysia } from "elysia";
import type { Caller } from "../domain/actor.ts";
import { authenticate } from "../usecases/api-keys.ts";
import type { Deps } from "../usecases/deps.ts";
import { authenticateSession } from "../usecases/sessions.ts";
import { Unauthorized } from "./errors.ts";
import { requireOwnPage } from "./same-origin.ts";
import { sessionCookies, sessionTokenOf } from "./session-cookie.ts";

type Context = { readonly request: Request; readonly set: { readonly headers: Record<string, unknown> } };

/**
 * The guard of every route that belongs to a host: `{ host: true }` gives the handler its `host`, and
 * its `caller` where something is changed, and anybody else a 401 before their body or query is judged. With
 * `{ hostById: true }` the path says whose the route is: an id is its host's, who needs a key or a session; anything
 * else is a token from a mail, and `caller` is undefined.
 */
export function authentication(deps: Deps) {
  const callers = new WeakMap<Request, Caller>();
  const requireHost = hostGuard(deps);
  return new Elysia({ name: "authentication" }).macro({
    host: {
      async transform(context: Context) {
        callers.set(context.request, await requireHost(context));
      },
      resolve: ({ request }) => {
        const caller = callers.get(request)!;
        return { caller, host: caller.host };
      },
    },
    hostById: {
      async transform({ params, ...context }: Context & { params: Record<string, string> }) {
        if (/^\d+$/.test(params["id"]!)) callers.set(context.request, await requireHost(context));
      },
      resolve: ({ request }) => ({ caller: callers.get(request) }),
    },
  });
}

/**
 * The host whose key or session the request carries; what says it is a key decides alone. Throws Unauthorized where
 * there is neither, and Forbidden where another site had a browser change something with a session. What a host is
 * told is for no page of another site.
 */
function hostGuard(deps: Deps) {
  const cookies = sessionCookies(deps.publicUrl);

  async function bySession({ request, set }: Context): Promise<Caller | undefined> {
    const token = sessionTokenOf(request.headers);
    const session = token === undefined ? undefined : await authenticateSession(deps, token);
    if (!session) return undefined;
    if (!isReading(request.method)) requireOwnPage(request, deps.publicUrl);
    if (session.extended) set.headers["set-cookie"] = cookies.opening(token!);
    return session.caller;
  }

  return async (context: Context): Promise<Caller> => {
    const { request, set } = context;
    set.headers["cross-origin-resource-policy"] = "same-origin";
    const key = keyOf(request.headers);
    const caller = await (key === undefined ? bySession(context) : authenticate(deps, key));
    if (!caller) throw new Unauthorized();
    return caller;
  };
}

function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function keyOf(headers: Headers): string | undefined {
  const key = headers.get("x-api-key") ?? /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return key?.startsWith("sk_") ? key : undefined;
}
