import { Forbidden } from "./errors.ts";

/** Throws Forbidden if a page of another site made the browser send the request. Requests without any sign of a page may pass. */
export function refuseOtherSites(request: Request, publicUrl: string): void {
  if (isFromOwnPage(request, publicUrl) === false) throw new Forbidden();
}

/** Like `refuseOtherSites`, but requires a sign that a page of this server sent the request. */
export function requireOwnPage(request: Request, publicUrl: string): void {
  if (isFromOwnPage(request, publicUrl) !== true) throw new Forbidden();
}

/**
 * Returns whether a page of this server sent the request, by headers that pages cannot forge: `Sec-Fetch-Site`, or `Origin`
 * where browsers or connections do not send it. Undefined without either.
 */
function isFromOwnPage({ headers }: Request, publicUrl: string): boolean | undefined {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null) return undefined;
  return origin === new URL(publicUrl).origin || hostOf(origin) === headers.get("host");
}

/** The cookie belongs to the name by which the server was reached, so that name counts as this server. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
