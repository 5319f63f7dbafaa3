import { type EpochMs, type Interval, MINUTE_MS, DAY_MS, union } from "./interval.ts";
import packed from "moment-timezone/data/packed/latest.json" with { type: "json" };

/**
 * A time zone as a table of offset changes: `offsetsMs[i]` holds until `untils[i]`, the last one forever. Offsets are
 * milliseconds east of UTC.
 */
export type Zone = {
  readonly name: string;
  readonly untils: readonly EpochMs[];
  readonly offsetsMs: readonly number[];
};

/** The IANA time zone database release of the tables, such as `2026f`. */
export const zoneDataVersion: string = packed.version;

const sources = new Map<string, string>();
for (const line of packed.zones) sources.set(line.slice(0, line.indexOf("|")), line);
const links = new Map<string, string>();
for (const link of packed.links) {
  const [target, alias] = link.split("|") as [string, string];
  links.set(alias, target);
}
const unpacked = new Map<string, Zone>();

/** Every name that `findZone` knows, including links, sorted. */
export function zoneNames(): string[] {
  return [...sources.keys(), ...links.keys()].sort();
}

/** The zone with this IANA name, which is case-sensitive; undefined if there is none. */
export function findZone(name: string): Zone | undefined {
  const known = unpacked.get(name);
  if (known) return known;
  const source = sources.get(links.get(name) ?? name);
  if (source === undefined) return undefined;
  const zone = unpack(name, source);
  unpacked.set(name, zone);
  return zone;
}

/** The zone of a name that was validated before it was stored. Throws for any other name. */
export function zoneOf(name: string): Zone {
  const zone = findZone(name);
  if (!zone) throw new Error(`unknown time zone ${name}`);
  return zone;
}

/** The offset in force at an instant, in milliseconds east of UTC. */
export function offsetAt(zone: Zone, instant: EpochMs): number {
  return zone.offsetsMs[periodAt(zone, instant)]!;
}

/** The local time at an instant, as if it were UTC. */
export function wallAt(zone: Zone, instant: EpochMs): number {
  return instant + offsetAt(zone, instant);
}

/**
 * The instants whose local time is in [wallStart, wallEnd), which are given as if they were UTC: normally one interval, none
 * inside a gap, two if only part of a repeated hour was requested.
 */
export function instantsBetween(zone: Zone, wallStart: number, wallEnd: number): Interval[] {
  const pieces: Interval[] = [];
  let period = periodAt(zone, wallStart - DAY_MS);
  for (; period <= zone.untils.length; period++) {
    const from = period === 0 ? -Infinity : zone.untils[period - 1]!;
    if (from > wallEnd + DAY_MS) break;
    const until = zone.untils[period] ?? Infinity;
    const offset = zone.offsetsMs[period]!;
    const start = Math.max(from, wallStart - offset);
    const end = Math.min(until, wallEnd - offset);
    if (start < end) pieces.push({ start, end });
  }
  return pieces.length < 2 ? pieces : union(pieces);
}

function periodAt(zone: Zone, instant: EpochMs): number {
  const { untils } = zone;
  let low = 0;
  let high = untils.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (untils[middle]! > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Parses moment-timezone's packed form: `name|abbreviations|offsets|indices|differences|population`. */
function unpack(name: string, source: string): Zone {
  const [, , offsets, indices, differences] = source.split("|") as [string, string, string, string, string];
  const offsetsInMs = offsets.split(" ").map((text) => 0 - Math.round(base60(text) * MINUTE_MS));
  const offsetsMs = Array.from(indices, (digit) => offsetsInMs[base60(digit)]!);
  const untils: EpochMs[] = [];
  let minutes = 0;
  for (const text of differences === "" ? [] : differences.split(" ")) {
    minutes += base60(text);
    untils.push(Math.round(minutes * MINUTE_MS));
  }
  return { name, untils, offsetsMs };
}

/** A number in base 60 with digits 0-9, a-z, A-X, an optional sign and an optional fraction. */
function base60(text: string): number {
  const negative = text.startsWith("-");
  const [whole = "", fraction = ""] = text.slice(negative ? 1 : 0).split(".");
  let value = 0;
  for (const digit of whole) value = value * 60 + digitOf(digit);
  let scale = 1;
  for (const digit of fraction) {
    scale /= 60;
    value += digitOf(digit) * scale;
  }
  return negative ? -value : value;
}

function digitOf(digit: string): number {
  const code = digit.charCodeAt(0);
  if (code > 96) return code - 87;
  if (code > 64) return code - 29;
  return code - 48;
}
