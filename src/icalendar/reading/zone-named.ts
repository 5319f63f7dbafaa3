import { findZone, type Zone, zoneNames } from "../../domain/zone.ts";
import { windowsZones } from "./windows-zones.ts" with { type: "macro" };

/** The longest name that is looked up. */
const MAX_NAME = 200;

const windowsNames = new Map<string, string>(windowsZones().map(([windows, name]) => [keyOf(windows), name]));
const names = new Map<string, string>([
  ...windowsNames,
  ...zoneNames().map((name) => [keyOf(name), name] as const),
]);

/**
 * The zone that a calendar means by a TZID: an IANA name in any case, a Windows name, or one of them behind the prefix of an
 * old client, such as `/mozilla.org/20070129_1/Europe/Berlin`. Undefined if it is neither.
 */
export function zoneNamed(tzid: string): Zone | undefined {
  if (tzid.length > MAX_NAME) return undefined;
  const parts = tzid.trim().split("/");
  // No IANA name has more than three parts.
  const ends = [parts, parts.slice(-3), parts.slice(-2), parts.slice(-1)];
  const name = ends.map((end) => names.get(keyOf(end.join("/")))).find((known) => known !== undefined);
  return name === undefined ? undefined : findZone(name);
}

/** The zone with this Windows name, such as `W. Europe Standard Time`; undefined if there is none. */
export function windowsZoneNamed(name: string): Zone | undefined {
  const found = windowsNames.get(keyOf(name));
  return found === undefined ? undefined : findZone(found);
}

function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(" ", "_");
}
