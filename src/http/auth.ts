import { Elysia } from "elysia";
import type { Caller } from "../domain/actor.ts";
import { authenticate } from "../usecases/hosts/api-keys.ts";
import type { Deps } from "../usecases/deps.ts";
import { authenticateSession } from "../usecases/hosts/sessions.ts";
import { isId } from "./access.ts";
import { Unauthorized, UnreadableForm } from "./errors.ts";
import { refuseOtherSites, requireOwnPage } from "./same-origin.ts";
import { sessionCookies, sessionTokenOf } from "./session-cookie.ts";
import { whyUnreadable } from "./unreadable.ts";

type Settable = { readonly headers: Record<string, unknown> };
type Context = { readonly request: Request; readonly set: Settable };

export type Authentication = ReturnType<typeof authentication>;

/**
 * The guards of access levels, which run before bodies and queries are validated. `host` provides `host` and `caller`,
 * `dashboard` provides `caller`; `host_or_link` provides it if the path contains an id, and undefined for a token.
 */
export function authentication(deps: Deps) {
  const callers = new WeakMap<Request, Caller>();
  const requireHost = hostGuard(deps);
  return new Elysia({ name: "authentication" }).macro({
    host: {
      transform: async ({ request, set }) => {
        callers.set(request, await requireHost(request, set));
      },
      resolve: ({ request }) => {
        const caller = callers.get(request)!;
        return { caller, host: caller.host };
      },
    },
    host_or_link: {
      transform: async ({ params, request, set }: Context & { params: Record<string, string> }) => {
        if (isId(params["id"])) callers.set(request, await requireHost(request, set));
      },
      resolve: ({ request }) => ({ caller: callers.get(request) }),
    },
    dashboard: {
      transform: async ({ request, set }) => {
        callers.set(request, await requireHost(request, set));
        requireForm(request);
      },
      resolve: ({ request }) => ({ caller: callers.get(request)! }),
    },
    sign_in_page: {
      transform: ({ request }) => {
        if (!isReading(request.method)) requireOwnPage(request, deps.publicUrl);
        requireForm(request);
      },
    },
    login: {
      transform: ({ request }) => refuseOtherSites(request, deps.publicUrl),
    },
    logout: {
      transform: ({ request }) => {
        if (sessionTokenOf(request.headers) !== undefined) requireOwnPage(request, deps.publicUrl);
      },
    },
  });
}

/**
 * Authenticates the request by API key or session; a request with a key ignores the session. Throws Unauthorized without
 * either, and Forbidden if another site made a browser use a session to change something. Other sites cannot read the
 * responses.
 */
function hostGuard(deps: Deps) {
  const cookies = sessionCookies(deps.publicUrl);

  async function bySession(request: Request, set: Settable): Promise<Caller | undefined> {
    const token = sessionTokenOf(request.headers);
    const session = token === undefined ? undefined : await authenticateSession(deps, token);
    if (!session) return undefined;
    if (!isReading(request.method)) requireOwnPage(request, deps.publicUrl);
    if (session.extendedTo !== undefined)
      set.headers["set-cookie"] = cookies.session(token!, session.extendedTo - deps.now());
    return session.caller;
  }

  return async (request: Request, set: Settable): Promise<Caller> => {
    set.headers["cross-origin-resource-policy"] = "same-origin";
    const key = keyOf(request.headers);
    const caller = await (key === undefined ? bySession(request, set) : authenticate(deps, key));
    if (!caller) throw new Unauthorized(whyNot(request.headers));
    return caller;
  };
}

/** Throws UnreadableForm if the body could not be read, whatever the page would make of an empty one. */
function requireForm(request: Request): void {
  const why = whyUnreadable(request);
  if (why) throw new UnreadableForm(why);
}

function whyNot(headers: Headers): Unauthorized["why"] {
  if (sentKey(headers) !== undefined) return "wrongKey";
  return sessionTokenOf(headers) === undefined ? "unauthorized" : "sessionEnded";
}

function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/** The API key of a request; undefined if there is none. */
export function keyOf(headers: Headers): string | undefined {
  const key = sentKey(headers);
  return key?.startsWith("sk_") ? key : undefined;
}

function sentKey(headers: Headers): string | undefined {
  return headers.get("x-api-key") ?? /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}
