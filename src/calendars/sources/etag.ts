import { createHash } from "node:crypto";

/** An etag computed from a text, for objects whose server has none. */
export function etagFor(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

/** The form in which etags are compared and sent: in quotes, which some servers leave out in properties. */
export function normalEtag(etag: string): string {
  const trimmed = etag.trim();
  return /^(W\/)?".*"$/.test(trimmed) ? trimmed : `"${trimmed.replaceAll('"', "")}"`;
}
