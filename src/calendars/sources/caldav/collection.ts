import type { RemoteCalendar } from "../source.ts";
import { lastSegment, normalUrl } from "./href.ts";
import type { ResourceStatus } from "./multistatus.ts";
import { prop } from "./xml.ts";
import { descendants, type XmlElement } from "./xml-stream.ts";

/** The properties that identify a collection as a calendar. */
export const CALENDAR_PROPERTIES = prop([
  "d:resourcetype",
  "d:displayname",
  "d:current-user-privilege-set",
  "c:supported-calendar-component-set",
  "c:calendar-timezone",
  "c:calendar-timezone-id",
]);

const NAME_LENGTH = 200;

/** The calendar that a response describes; undefined if it is not a calendar, or cannot hold events. */
export function calendarOf({ href, properties }: ResourceStatus, base: string): RemoteCalendar | undefined {
  const url = normalUrl(href, base);
  const types = properties.get("d:resourcetype")?.children ?? [];
  if (url === null || !types.some(({ name }) => name === "c:calendar")) return undefined;
  if (!holdsEvents(properties.get("c:supported-calendar-component-set"))) return undefined;
  const own = url.endsWith("/") ? url : `${url}/`;
  const name = properties.get("d:displayname")?.text.trim().slice(0, NAME_LENGTH) || lastSegment(own);
  return { href: own, name, timeZone: zoneOf(properties), isWritable: isWritable(properties) };
}

/** Servers that name no components allow all (RFC 4791, 5.2.3). */
function holdsEvents(components: XmlElement | undefined): boolean {
  if (!components || components.children.length === 0) return true;
  return components.children.some(({ attributes }) => attributes.get("name")?.toUpperCase() === "VEVENT");
}

const WRITING = new Set(["d:all", "d:write", "d:write-content", "d:bind"]);

/** Servers that list no privileges do not support them (RFC 3744), and refuse writes themselves. */
function isWritable(properties: ResourceStatus["properties"]): boolean {
  const privileges = properties.get("d:current-user-privilege-set");
  if (!privileges) return true;
  return descendants(privileges, "d:privilege").some(({ children }) =>
    children.some(({ name }) => WRITING.has(name)),
  );
}

/** The name of the calendar's zone (RFC 7809), or of the zone that it contains as iCalendar data. */
function zoneOf(properties: ResourceStatus["properties"]): string | null {
  const id = properties.get("c:calendar-timezone-id")?.text.trim();
  if (id) return id;
  const data = properties.get("c:calendar-timezone")?.text.replaceAll(/\r?\n[ \t]/g, "");
  const [, tzid] = /^\s*TZID(?:;[^:\r\n]*)?:(.+?)\s*$/im.exec(data ?? "") ?? [];
  return tzid ?? null;
}
