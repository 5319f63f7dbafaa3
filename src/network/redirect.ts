import { FetchFailure } from "./fetch-failure.ts";
import type { HttpRequest } from "./send.ts";

/** A request whose `authorization` header must not reach any other origin. */
export type Authorized = HttpRequest & { readonly authorization?: string | undefined };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Returns where a response redirects to; undefined if it does not. */
export function redirectTarget(status: number, location: string | undefined): string | undefined {
  return REDIRECTS.has(status) ? location : undefined;
}

/**
 * The request that follows a redirect: the same method and body, except after 303. The credentials only stay within an origin.
 * Throws `FetchFailure` if it leads to another scheme than http or https, or from https to http.
 */
export function redirected(request: Authorized, status: number, location: string): Authorized {
  const from = new URL(request.url);
  const to = targetOf(location, from);
  const { authorization, ...rest } = request;
  const kept = status === 303 ? { ...rest, method: "GET", body: undefined } : rest;
  return { ...kept, url: to.href, ...(to.origin === from.origin && { authorization }) };
}

function targetOf(location: string, from: URL): URL {
  const to = URL.parse(location, from);
  if (!to || !/^https?:$/.test(to.protocol)) throw badRedirect("The server redirects to an invalid address.");
  if (from.protocol === "https:" && to.protocol === "http:")
    throw badRedirect("The server redirects from https to http, which is not encrypted.");
  to.username = "";
  to.password = "";
  return to;
}

function badRedirect(sentence: string): FetchFailure {
  return new FetchFailure("bad_redirect", sentence);
}
