/**
 * Whether an answer on a link is to be a page or JSON, as `Accept` prefers. Who does not say gets a page for what a
 * link opens, and JSON for what a program sends.
 */
export function wantsPage({ method, headers }: Request): boolean {
  const accept = headers.get("accept") ?? "";
  const [page, json] = [weightOf(/^\s*text\/html\b/i, accept), weightOf(/json\b/i, accept)];
  if (page === 0 && json === 0) return method === "GET" || method === "HEAD";
  return page >= json;
}

/** How much `Accept` wants a type (RFC 9110, 12.5.1); 0 where it does not name it. */
function weightOf(type: RegExp, accept: string): number {
  const ranges = accept.split(",").filter((range) => type.test(range));
  return Math.max(0, ...ranges.map((range) => Number(/;\s*q=([\d.]+)/i.exec(range)?.[1] ?? 1)));
}

/** True for requests that only look: `HEAD`, and those that a browser or scanner makes ahead of a person. */
export function onlyLooks({ method, headers }: Request): boolean {
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? headers.get("x-purpose") ?? "";
  return method === "HEAD" || /prefetch|prerender|preview/i.test(purpose) || headers.has("x-moz");
}
