import { SourceFailure } from "../failure.ts";
import { MAX_OBJECTS } from "../source.ts";
import type { Connection } from "./connection.ts";
import { normalHref } from "./href.ts";
import { currentMark, type Listing, objectOf, tooMany } from "./listing.ts";
import { multistatus, type ResourceStatus } from "./multistatus.ts";
import { prop, textElement, xmlDocument } from "./xml.ts";

/** The maximum number of pages of changes. */
const MAX_PAGES = 100;

/**
 * Lists what changed since a mark. Undefined if the server's answer is anything but a good one, such as a token that it does not
 * know: then everything has to be listed. Throws `SourceFailure` if the server cannot be reached.
 */
export async function listChanges(
  connection: Connection,
  calendar: string,
  mark: string,
  signal: AbortSignal,
): Promise<Listing | undefined> {
  if (mark.startsWith("sync ")) return since(connection, calendar, mark.slice(5), signal);
  if ((await currentMark(connection, calendar, signal)) !== mark) return undefined;
  return { isComplete: false, mark, etags: new Map(), removed: new Set() };
}

async function since(
  connection: Connection,
  calendar: string,
  token: string,
  signal: AbortSignal,
): Promise<Listing | undefined> {
  const found: Found = { etags: new Map(), removed: new Set() };
  let from = token;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await changesPage(connection, calendar, from, found, signal);
    if (!page || (page.isPartial && page.token === from)) return undefined;
    if (!page.isPartial) return { isComplete: false, mark: `sync ${page.token}`, ...found };
    from = page.token;
  }
  return undefined;
}

type Found = { readonly etags: Map<string, string>; readonly removed: Set<string> };
type Page = { readonly token: string; readonly isPartial: boolean };

async function changesPage(
  connection: Connection,
  calendar: string,
  token: string,
  found: Found,
  signal: AbortSignal,
): Promise<Page | undefined> {
  const content = textElement("d:sync-token", token) + textElement("d:sync-level", "1") + prop(["d:getetag"]);
  const body = xmlDocument("d:sync-collection", content);
  const request = { method: "REPORT", url: calendar, depth: "0", body } as const;
  const exchange = await connection.send(request, signal);
  if (exchange.status === 207) return pageOf(exchange.body, calendar, found);
  exchange.discard();
  return undefined;
}

async function pageOf(
  body: AsyncIterable<Uint8Array>,
  calendar: string,
  found: Found,
): Promise<Page | undefined> {
  let token: string | null = null;
  let isPartial = false;
  try {
    for await (const part of multistatus(body)) {
      if ("syncToken" in part) token = part.syncToken;
      else if (isTruncation(part.resource, calendar)) isPartial = true;
      else if (!note(part.resource, calendar, found)) return undefined;
    }
  } catch (error) {
    if (error instanceof SourceFailure && error.kind === "not_a_calendar") return undefined;
    throw error;
  }
  return token ? { token, isPartial } : undefined;
}

/** The calendar itself with 507 says that there is more (RFC 6578, 3.6). */
function isTruncation({ href, status }: ResourceStatus, calendar: string): boolean {
  return status === 507 && normalHref(href, calendar) === calendar;
}

/** Records a change; returns false if an error in the response leaves it unclear what changed. */
function note(resource: ResourceStatus, calendar: string, { etags, removed }: Found): boolean {
  const { status } = resource;
  const href = normalHref(resource.href, calendar);
  if (status === 404 || status === 410) {
    if (href === null) return false;
    etags.delete(href);
    removed.add(href);
  } else if (status !== null && status >= 300) return false;
  const changed = objectOf(resource, calendar);
  if (changed) {
    removed.delete(changed.href);
    etags.set(changed.href, changed.etag);
  }
  if (etags.size + removed.size > MAX_OBJECTS) throw tooMany();
  return true;
}
