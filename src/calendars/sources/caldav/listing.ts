import { normalEtag } from "../etag.ts";
import { SourceFailure } from "../failure.ts";
import { failureOf } from "../http.ts";
import { MAX_OBJECTS } from "../source.ts";
import { type Connection, propfind } from "./connection.ts";
import { normalHref } from "./href.ts";
import type { ResourceStatus } from "./multistatus.ts";
import { prop } from "./xml.ts";

/** The state of a calendar: the etags of the objects that exist by href, the hrefs of those that no longer exist, and a mark. */
export type Listing = {
  readonly isComplete: boolean;
  readonly mark: string | null;
  readonly etags: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
};

/**
 * Lists every object. The mark is read first, so that what changes meanwhile is found again by the next synchronization. It is
 * `sync` with a token (RFC 6578), `ctag` with a version, or null for servers that have neither.
 */
export async function listAll(
  connection: Connection,
  calendar: string,
  signal: AbortSignal,
): Promise<Listing> {
  const mark = await currentMark(connection, calendar, signal);
  const etags = new Map<string, string>();
  const asked = { url: calendar, depth: "1", properties: prop(["d:getetag", "d:resourcetype"]) } as const;
  for await (const resource of propfind(connection, asked, signal)) {
    const found = objectOf(resource, calendar);
    if (found) etags.set(found.href, found.etag);
    else if ((resource.status ?? 200) >= 500) throw failureOf(resource.status!);
    if (etags.size > MAX_OBJECTS) throw tooMany();
  }
  return { isComplete: true, mark, etags, removed: new Set() };
}

export function tooMany(): SourceFailure {
  return new SourceFailure("too_large", "The calendar has more than 50,000 events.");
}

/** Differs from every etag, so that objects without one are always loaded. */
const UNKNOWN = "";

/** The object that a response lists: not the calendar itself, nor a collection in it. */
export function objectOf(
  { href, status, properties }: ResourceStatus,
  calendar: string,
): { readonly href: string; readonly etag: string } | undefined {
  const normal = normalHref(href, calendar);
  const etag = properties.get("d:getetag")?.text.trim();
  const isCollection = properties.get("d:resourcetype")?.children.some(({ name }) => name === "d:collection");
  if (normal === null || isCollection || normal.endsWith("/") || `${normal}/` === calendar) return undefined;
  if (status !== null && status >= 300) return undefined;
  return { href: normal, etag: etag ? normalEtag(etag) : UNKNOWN };
}

/** The mark that a calendar has now. */
export async function currentMark(
  connection: Connection,
  calendar: string,
  signal: AbortSignal,
): Promise<string | null> {
  const asked = { url: calendar, depth: "0", properties: prop(["d:sync-token", "cs:getctag"]) } as const;
  for await (const { properties } of propfind(connection, asked, signal)) {
    const [token, ctag] = ["d:sync-token", "cs:getctag"].map((name) => properties.get(name)?.text.trim());
    if (token) return `sync ${token}`;
    return ctag ? `ctag ${ctag}` : null;
  }
  return null;
}
