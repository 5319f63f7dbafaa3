import Negotiator from "negotiator";

/**
 * Returns whether a response to a link should be a page instead of JSON, by `Accept`. Without a preference, GET gets a page
 * and other methods get JSON.
 */
export function wantsPage({ method, headers }: Request): boolean {
  const json = ["application/json", "application/problem+json"];
  const offered = method === "GET" || method === "HEAD" ? ["text/html", ...json] : [...json, "text/html"];
  return (negotiatorOf(headers).mediaType(offered) ?? offered[0]) === "text/html";
}

/** Returns whether a list should be a file for spreadsheets instead of JSON, by `Accept`. */
export function wantsCsv({ headers }: Request): boolean {
  return negotiatorOf(headers).mediaType(["application/json", "text/csv"]) === "text/csv";
}

/** Returns whether a response may be compressed, by `Accept-Encoding`. */
export function takesGzip(headers: Headers): boolean {
  return negotiatorOf(headers).encodings(["gzip"]).length > 0;
}

function negotiatorOf(headers: Headers): Negotiator {
  return new Negotiator({ headers: Object.fromEntries(headers) });
}

/** Returns whether a request must not change anything: `HEAD`, and prefetches by browsers and link scanners. */
export function isReadOnly({ method, headers }: Request): boolean {
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? headers.get("x-purpose") ?? "";
  return method === "HEAD" || /prefetch|prerender|preview/i.test(purpose) || headers.has("x-moz");
}

/** A weak entity tag (RFC 9110, 8.8.3), since a proxy may compress the response. `version` is safe in a header. */
export function entityTag(version: string): string {
  return `W/"${version}"`;
}

/** Returns whether a client already has the response with this tag, by `If-None-Match` (RFC 9110, 13.1.2). */
export function hasEntity(headers: Headers, tag: string): boolean {
  const known = (headers.get("if-none-match") ?? "").split(",").map((one) => one.trim());
  return known.some((one) => one === "*" || opaque(one) === opaque(tag));
}

/** The tag without its weakness, which the comparison ignores. */
function opaque(tag: string): string {
  return tag.replace(/^W\//, "");
}
