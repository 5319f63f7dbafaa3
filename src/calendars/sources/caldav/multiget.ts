import { normalEtag } from "../etag.ts";
import { SourceFailure } from "../failure.ts";
import type { RemoteObject } from "../source.ts";
import { type Connection, multistatusOf } from "./connection.ts";
import { normalHref, pathOf } from "./href.ts";
import type { ResourceStatus } from "./multistatus.ts";
import { getObject } from "./object.ts";
import { prop, textElement, xmlDocument } from "./xml.ts";

/** The properties that make an object. */
export const OBJECT = prop(["d:getetag", "c:calendar-data"]);

/** What became of the hrefs that were loaded: objects, and those that no longer exist or are not events. */
export type Loaded = { readonly objects: readonly RemoteObject[]; readonly removed: readonly string[] };

/**
 * Loads objects in one request (RFC 4791, 7.9). What the server leaves out is asked for again one by one, and what is too large
 * together, in halves. An object that is too large by itself is returned without text, so that it only costs itself.
 */
export async function loadObjects(
  connection: Connection,
  calendar: string,
  hrefs: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Loaded> {
  try {
    const found = await multiget(connection, calendar, [...hrefs.keys()], signal);
    for (const href of hrefs.keys())
      if (!found.has(href)) found.set(href, await getObject(connection, href, signal));
    return sorted(found);
  } catch (error) {
    if (!(error instanceof SourceFailure) || error.kind !== "too_large") throw error;
    return hrefs.size === 1 ? withoutText(hrefs) : inHalves(connection, calendar, hrefs, signal);
  }
}

function withoutText(hrefs: ReadonlyMap<string, string>): Loaded {
  return { objects: Array.from(hrefs, ([href, etag]) => ({ href, etag, ical: "" })), removed: [] };
}

async function inHalves(
  connection: Connection,
  calendar: string,
  hrefs: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Loaded> {
  const all = [...hrefs];
  const middle = Math.ceil(all.length / 2);
  const first = await loadObjects(connection, calendar, new Map(all.slice(0, middle)), signal);
  const second = await loadObjects(connection, calendar, new Map(all.slice(middle)), signal);
  return { objects: [...first.objects, ...second.objects], removed: [...first.removed, ...second.removed] };
}

async function multiget(
  connection: Connection,
  calendar: string,
  hrefs: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, RemoteObject | null>> {
  const paths = hrefs.map((href) => textElement("d:href", pathOf(href))).join("");
  const body = xmlDocument("c:calendar-multiget", OBJECT + paths);
  const request = { method: "REPORT", url: calendar, depth: "1", body } as const;
  const wanted = new Set(hrefs);
  const found = new Map<string, RemoteObject | null>();
  for await (const part of multistatusOf(connection, request, signal)) {
    const object = "resource" in part ? remoteObject(part.resource, calendar) : undefined;
    if (object && wanted.has(object.href)) found.set(object.href, object);
  }
  return found;
}

/** The object that a response contains; undefined if it lacks its text or etag. */
export function remoteObject(
  { href, properties }: ResourceStatus,
  calendar: string,
): RemoteObject | undefined {
  const normal = normalHref(href, calendar);
  const etag = properties.get("d:getetag")?.text.trim();
  const ical = properties.get("c:calendar-data")?.text;
  if (normal === null || !etag || !ical) return undefined;
  return { href: normal, etag: normalEtag(etag), ical };
}

function sorted(found: ReadonlyMap<string, RemoteObject | null>): Loaded {
  const objects = [...found.values()].filter((object) => object !== null && !isOtherComponent(object));
  const kept = new Set(objects.map((object) => object?.href));
  return {
    objects: objects.filter((object) => object !== null),
    removed: [...found.keys()].filter((href) => !kept.has(href)),
  };
}

/** Whether an object is a task or a journal entry, which calendars may contain too. */
export function isOtherComponent({ ical }: RemoteObject): boolean {
  return !/^BEGIN:VEVENT\s/im.test(ical) && /^BEGIN:(VTODO|VJOURNAL|VAVAILABILITY)\s/im.test(ical);
}
