import { createHash } from "node:crypto";
import { componentsOf, type RawComponent } from "./components.ts";
import { contentLines } from "./content-lines.ts";
import { uidOf } from "./event.ts";
import { parseProperty, textOf } from "./property.ts";
import { zoneNamed } from "./zone-named.ts";

/** One calendar object of a feed. */
export type FeedObject = {
  /** The UID; without one, or with a very long one, a hash. The same in each copy of the feed. */
  readonly key: string;
  /** Only the lines that `readEvents` reads, so it changes only if its times, title or answers do. */
  readonly ical: string;
};

/** What a feed says about itself; null where it says nothing. */
export type FeedProperties = { readonly name: string | null; readonly timeZone: string | null };

const MAX_KEY = 255;
const MAX_NAME = 200;

/** The longest VTIMEZONE that is repeated for each object. */
const MAX_ZONE = 64 * 1024;

/**
 * Splits a feed into one calendar object per UID, each with the VTIMEZONEs that it needs. Yields undefined now and then so that
 * the caller can pause. Yields nothing of a text that is no calendar.
 */
export function* splitFeed(text: string): Generator<FeedObject | undefined> {
  const groups = new Map<string, string[]>();
  const zones = new Map<string, string>();
  for (const component of componentsOf(text)) {
    if (component?.kind === "vevent") addTo(groups, component);
    else if (component?.kind === "vtimezone") addZone(zones, component);
    else yield undefined;
  }
  for (const [key, events] of groups) yield { key, ical: objectOf(events, zones) };
}

/** Reads the name and the IANA time zone of a feed from `X-WR-CALNAME` or `NAME` (RFC 7986, 5.1), and `X-WR-TIMEZONE`. */
export function feedProperties(text: string): FeedProperties {
  const found = new Map<string, string>();
  for (const { name, text: line } of contentLines(text)) {
    if (name === "begin" && !/vcalendar/i.test(line)) break;
    if (!/^(name|x-wr-(calname|timezone))$/.test(name)) continue;
    // ical.js does not know that these are texts.
    const value = textOf(parseProperty(line.replace(/^[^:;]+/, "COMMENT")));
    if (value) found.set(name, value);
  }
  const name = found.get("x-wr-calname") ?? found.get("name");
  return {
    name: name?.slice(0, MAX_NAME).toWellFormed() ?? null,
    timeZone: zoneNamed(found.get("x-wr-timezone") ?? "")?.name ?? null,
  };
}

function addTo(groups: Map<string, string[]>, event: RawComponent): void {
  const text = written(event);
  const uid = uidOf(event);
  const key = uid !== null && uid.length <= MAX_KEY ? uid : hashOf(uid ?? text);
  const group = groups.get(key);
  if (group) group.push(text);
  else groups.set(key, [text]);
}

/** Zones that are known by name are not needed. */
function addZone(zones: Map<string, string>, timezone: RawComponent): void {
  const [line] = timezone.lines.get("tzid") ?? [];
  const tzid = line === undefined ? undefined : textOf(parseProperty(line));
  const text = written(timezone);
  if (tzid !== undefined && !zoneNamed(tzid) && text.length <= MAX_ZONE) zones.set(tzid, text);
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("hex")}`;
}

function objectOf(events: readonly string[], zones: ReadonlyMap<string, string>): string {
  const used = new Set(
    events.flatMap((event) => Array.from(event.matchAll(/TZID=(?:"([^"]*)"|([^":;\r]*))/gi), tzidOf)),
  );
  const needed = [...used].map((tzid) => zones.get(tzid) ?? "");
  return `BEGIN:VCALENDAR\r\n${needed.join("")}${events.join("")}END:VCALENDAR\r\n`;
}

function tzidOf([, quoted, plain]: RegExpExecArray): string {
  return (quoted ?? plain ?? "").trim();
}

/** The component as text. It stays without an end if it had none. */
function written({ kind, lines, children, isComplete }: RawComponent): string {
  const name = kind.toUpperCase();
  const own = [...lines.values()].flat().map((line) => `${line}\r\n`);
  const end = isComplete ? `END:${name}\r\n` : "";
  return `BEGIN:${name}\r\n${own.join("")}${children.map(written).join("")}${end}`;
}
