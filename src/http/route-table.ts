import { type InternalRoute } from "elysia";
import { Memoirist } from "memoirist";
import { type Access, isId, policies, type AccessPolicy } from "./access.ts";
import { pathOf } from "./paths.ts";
import type { Declaration } from "./route.ts";

/** A route with its declaration; `path` is its pattern. */
export type DeclaredRoute = {
  readonly method: string;
  readonly path: string;
  readonly declaration: Declaration;
};

/** How requests to a route are treated, as it declares. */
export type RoutePolicy = AccessPolicy & { readonly writes: boolean; readonly maxBodyBytes?: number };

/** The treatment of requests without a route. */
export const defaultPolicy: RoutePolicy = { writes: false };

/** A route in the router; `withToken` is its treatment for a token instead of an id, if that differs. */
type RouteEntry = {
  readonly route: DeclaredRoute;
  readonly routePolicy: RoutePolicy;
  readonly withToken?: RoutePolicy;
};

/** Every route with its declaration. Throws if a route has none, so that no route is public by omission. */
export function declaredRoutes(routes: readonly Pick<InternalRoute, "method" | "path" | "hooks">[]) {
  return routes.map(({ method, path, hooks }): DeclaredRoute => {
    const { declaration } = hooks as { readonly declaration?: Declaration };
    if (!declaration) throw new Error(`${method} ${path} does not declare its access level`);
    return { method, path, declaration };
  });
}

export type RouteTable = ReturnType<typeof routeTable>;

/** Finds the route of a request with Elysia's own router, ignoring a trailing slash. */
export function routeTable(routes: readonly DeclaredRoute[]) {
  const router = new Memoirist<RouteEntry>();
  for (const route of routes)
    router.add(route.method, withoutSlash(route.path), placeOf(route), { ignoreHistory: true });
  const methods = [...new Set(routes.map(({ method }) => method))];
  const prefixes = routes
    .filter(({ path }) => path.includes("/:"))
    .toSorted(byLength)
    .map(prefixOf);

  const find = (method: string, path: string) => router.find(method, withoutSlash(path));
  const findAnyMethod = (path: string) => methods.map((method) => find(method, path)).find((found) => found);

  return {
    /** The route of a request; undefined if there is none. */
    routeOf: (request: Request) => find(methodOf(request), pathOf(request.url))?.store.route,

    /** The methods with a route at this path; GET includes HEAD. */
    methodsAt: (path: string): string[] =>
      methods
        .filter((method) => find(method, path))
        .flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : one)),

    /**
     * The treatment of a request. A path without a route is treated like the shortest route with the same beginning, so that
     * other sites can read the error for a mistyped public URL.
     */
    routePolicyOf(request: Request): RoutePolicy {
      const path = pathOf(request.url);
      const found = find(methodOf(request), path) ?? findAnyMethod(path);
      if (found) return routePolicyAt(found.store, found.params["id"]);
      const prefix = prefixes.find(({ start }) => path.startsWith(start));
      return prefix ? { ...policies[prefix.access], writes: isWrite(methodOf(request)) } : defaultPolicy;
    },
  };
}

/** HEAD counts as GET, and a preflight as the method it announces. */
function methodOf(request: Request): string {
  const { method } = request;
  if (method === "HEAD") return "GET";
  return method === "OPTIONS" ? (request.headers.get("access-control-request-method") ?? "GET") : method;
}

function placeOf(route: DeclaredRoute): RouteEntry {
  const { access, writes = isWrite(route.method), maxBodyBytes } = route.declaration;
  const ofRoute = { writes, ...(maxBodyBytes !== undefined && { maxBodyBytes }) };
  const routePolicy = (as: Access): RoutePolicy => ({ ...policies[as], ...ofRoute });
  if (access !== "host_or_link") return { route, routePolicy: routePolicy(access) };
  return { route, routePolicy: routePolicy("host"), withToken: routePolicy("host_link") };
}

function routePolicyAt({ routePolicy, withToken }: RouteEntry, id: string | undefined): RoutePolicy {
  return withToken && !isId(decoded(id!)) ? withToken : routePolicy;
}

function isWrite(method: string): boolean {
  return method !== "GET";
}

function prefixOf({ path, declaration }: DeclaredRoute): { start: string; access: Access } {
  return { start: path.slice(0, path.indexOf(":")), access: declaration.access };
}

function byLength(a: DeclaredRoute, b: DeclaredRoute): number {
  return a.path.length - b.path.length;
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** Unchanged if it is not valid percent-encoding. */
function decoded(segment: string): string {
  return isDecodable(segment) ? decodeURIComponent(segment) : segment;
}

/** Returns whether text is valid percent-encoding of UTF-8. */
export function isDecodable(text: string): boolean {
  if (!text.includes("%")) return true;
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
