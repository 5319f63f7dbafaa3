import { Forbidden } from "./errors.ts";

/** Throws Forbidden for what a page of another site asks of a browser. What says nothing of a page may pass. */
export function refuseOtherSites(request: Request, publicUrl: string): void {
  if (isFromOwnPage(request, publicUrl) === false) throw new Forbidden();
}

/** The same, and for what does not say that a page of this server asks. */
export function requireOwnPage(request: Request, publicUrl: string): void {
  if (isFromOwnPage(request, publicUrl) !== true) throw new Forbidden();
}

/**
 * Whether a page of this server asks, in a browser's words, which no page can change: `Sec-Fetch-Site`, or `Origin`
 * in browsers and on connections that send no other. Undefined where neither is there.
 */
function isFromOwnPage({ headers }: Request, publicUrl: string): boolean | undefined {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null) return undefined;
  return origin === new URL(publicUrl).origin || hostOf(origin) === headers.get("host");
}

/** The cookie is for the name under which the server was reached, so that name is its own. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
