/**
 * Returns whether a response to a link should be a page instead of JSON, by `Accept`. Without a preference, GET gets a
 * page and other methods get JSON.
 */
export function wantsPage({ method, headers }: Request): boolean {
  const accept = headers.get("accept") ?? "";
  const [page, json] = [weightOf(/^\s*text\/html\b/i, accept), weightOf(/json\b/i, accept)];
  if (page === 0 && json === 0) return method === "GET" || method === "HEAD";
  return page >= json;
}

/** The weight of a type in `Accept` (RFC 9110, 12.5.1); 0 if it is not listed. */
function weightOf(type: RegExp, accept: string): number {
  const ranges = accept.split(",").filter((range) => type.test(range));
  return Math.max(0, ...ranges.map((range) => Number(/;\s*q=([\d.]+)/i.exec(range)?.[1] ?? 1)));
}

/** Returns whether a request must not change anything: `HEAD`, and prefetches by browsers and link scanners. */
export function isReadOnly({ method, headers }: Request): boolean {
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? headers.get("x-purpose") ?? "";
  return method === "HEAD" || /prefetch|prerender|preview/i.test(purpose) || headers.has("x-moz");
}
