import type { IncomingHttpHeaders } from "node:http";

/** What a response says about its version, as the mark of a feed: `etag …` or `date …`; null if nothing. */
export function markOf({ etag, "last-modified": modified }: IncomingHttpHeaders): string | null {
  if (etag) return `etag ${etag}`;
  return modified ? `date ${modified}` : null;
}

/** The headers that ask for a feed only if it changed since its mark. */
export function conditionOf(mark: string | null): Record<string, string> {
  const [, kind, value = ""] = /^(etag|date) (.*)$/.exec(mark ?? "") ?? [];
  if (kind === undefined) return {};
  return kind === "etag" ? { "if-none-match": value } : { "if-modified-since": value };
}
