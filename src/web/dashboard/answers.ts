import { takesGzip } from "../../http/accepts.ts";

/**
 * The headers of a host's pages: they load from and send to this server only, and no cache keeps them, so that Back after
 * signing out shows nothing. The referrer stays within the server: under `no-referrer`, browsers send `Origin: null` with forms.
 */
const headers: Readonly<Record<string, string>> = Object.freeze({
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
  "x-robots-tag": "noindex",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  vary: "accept-language, accept-encoding, cookie",
});

/**
 * Answers with a page, compressed: no page has both a secret and something that another site can put into its URL (BREACH).
 */
export function pageAnswer(
  request: Request,
  document: string,
  status = 200,
  more: Readonly<Record<string, string>> = {},
): Response {
  const isZipped = takesGzip(request.headers);
  return new Response(isZipped ? Bun.gzipSync(document) : document, {
    status,
    headers: { ...headers, ...more, ...(isZipped && { "content-encoding": "gzip" }) },
  });
}

/** After a change: the browser fetches another page, so that a reload repeats nothing. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const answer = new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}
