/**
 * The path of a request's URL without the query; cheaper than parsing the URL. Without a usable `Host` header the URL is a
 * bare path.
 */
export function pathOf(url: string): string {
  const start = url.startsWith("/") ? 0 : url.indexOf("/", url.indexOf("//") + 2);
  const end = url.indexOf("?", start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** The path of `PUBLIC_URL`, which precedes every path: `/book`, or an empty string. */
export function basePathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, "");
}
