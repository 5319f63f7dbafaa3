const PUBLIC_PREFIXES = ["/v1/slots/", "/v1/book/", "/v1/u/", "/v1/cancel/", "/v1/reschedule/"];

/** Confirming and declining by a token from a mail; an id, all digits, is its host's, who has a key. */
const DECISION_LINK = /^\/v1\/bookings\/(?!\d+\/)[^/]+\/(confirm|decline)$/;
/** What the page behind a link asks for by itself is no link. */
const ATTENDEE_LINK = /^\/v1\/(cancel|reschedule)\/(?![^/]+\/slots\/?$)/;

/** True for the routes that any site may call. */
export function isPublicPath(path: string): boolean {
  return PUBLIC_PREFIXES.some((prefix) => path.startsWith(prefix));
}

/** True for the links in mails, which people open in a browser, and which act without a key. */
export function isLinkPath(path: string): boolean {
  return ATTENDEE_LINK.test(path) || DECISION_LINK.test(path);
}

/** True for the pages on which people book. */
export function isBookingPage(path: string): boolean {
  return path.startsWith("/book/");
}

/**
 * The path of a request's URL, without the query; cheaper than parsing the whole, and the last answer is remembered:
 * one request is asked for its path by several hooks. The URL is a bare path where the client sent no usable `Host`.
 */
export function pathOf(url: string): string {
  if (url !== last.url) last = { url, path: cutPath(url) };
  return last.path;
}

let last = { url: "", path: "" };

function cutPath(url: string): string {
  const start = url.startsWith("/") ? 0 : url.indexOf("/", url.indexOf("//") + 2);
  const end = url.indexOf("?", start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** What stands before every path where `PUBLIC_URL` has a path of its own: `/book`, or nothing. */
export function basePathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, "");
}
