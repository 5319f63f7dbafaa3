/**
 * The path of a request's URL, without the query; cheaper than parsing the whole. The URL is a bare path where the
 * client sent no usable `Host`.
 */
export function pathOf(url: string): string {
  const start = url.startsWith("/") ? 0 : url.indexOf("/", url.indexOf("//") + 2);
  const end = url.indexOf("?", start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** What stands before every path where `PUBLIC_URL` has a path of its own: `/book`, or nothing. */
export function basePathOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, "");
}
