import { HOUR_MS, type Interval, MINUTE_MS } from "../../domain/interval.ts";
import { wallAt, type Zone } from "../../domain/zone.ts";
import { type Budget, budgetOf, TooMuch } from "./budget.ts";
import { parseCalendarTime } from "./calendar-time.ts";
import { linesOf, type RawComponent } from "./components.ts";
import { occurrencesOf } from "./occurrences.ts";
import { parseProperty, textOf } from "./property.ts";
import { parseRule } from "./rule.ts";
import { windowsZoneNamed, zoneNamed } from "./zone-named.ts";

/** Finds the zone of a TZID; undefined if it is neither known by name nor defined in the text. */
export type ZoneFinder = (tzid: string) => Zone | undefined;

/** How far beyond the window the rules of a VTIMEZONE are followed; they begin in 1970. */
const BEYOND_MS = 10 * 366 * 24 * HOUR_MS;

/** Limits of the work for all zones of a text, and of the offset changes of one. */
const MAX_STEPS = 50_000;
const MAX_ONSETS = 1000;

type Onset = { readonly at: number; readonly fromMs: number; readonly toMs: number };

/**
 * Returns a finder that knows these VTIMEZONEs. A known name decides, because the rules that calendars send along are often out of
 * date; then X-LIC-LOCATION, or a Windows name as TZNAME. The rules themselves come last.
 */
export function zoneFinder(timezones: readonly RawComponent[], window: Interval): ZoneFinder {
  const found = new Map<string, Zone | undefined>();
  const budget = budgetOf(MAX_STEPS);
  const definitions = new Map(timezones.map((one) => [valueIn(one, "tzid"), one]));
  return (tzid) => {
    const definition = definitions.get(tzid);
    if (!found.has(tzid))
      found.set(tzid, zoneNamed(tzid) ?? (definition && definedZone(tzid, definition, window, budget)));
    return found.get(tzid);
  };
}

function definedZone(
  tzid: string,
  definition: RawComponent,
  window: Interval,
  budget: Budget,
): Zone | undefined {
  const location = textIn(definition, "x-lic-location");
  const hinted = location === undefined ? undefined : zoneNamed(location);
  const names = definition.children.map((period) => textIn(period, "tzname") ?? "");
  const named = hinted ?? names.map(windowsZoneNamed).find((zone) => zone !== undefined);
  return named ?? zoneOfRules(tzid, definition, window, budget);
}

/** The value as it stands, which is enough for a name. */
function valueIn(component: RawComponent, name: string): string {
  const line = linesOf(component, name)[0] ?? "";
  return line.slice(line.indexOf(":") + 1).trim();
}

function textIn(component: RawComponent, name: string): string | undefined {
  const [line] = linesOf(component, name);
  return line === undefined ? undefined : textOf(parseProperty(line));
}

/** Builds a table from STANDARD and DAYLIGHT (RFC 5545, 3.6.5); undefined if they are malformed or too many. */
function zoneOfRules(
  name: string,
  { children }: RawComponent,
  window: Interval,
  budget: Budget,
): Zone | undefined {
  try {
    const onsets = children.flatMap((period) => onsetsOf(period, window, budget));
    if (onsets.length === 0 || onsets.length > MAX_ONSETS) return undefined;
    onsets.sort((one, other) => one.at - other.at);
    return {
      name,
      untils: onsets.map(({ at }) => at),
      offsetsMs: [onsets[0]!.fromMs, ...onsets.map(({ toMs }) => toMs)],
    };
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
}

function onsetsOf(period: RawComponent, window: Interval, budget: Budget): Onset[] {
  budget.spend(1);
  const [fromMs, toMs] = [offsetIn(period, "tzoffsetfrom"), offsetIn(period, "tzoffsetto")];
  const start = parseCalendarTime(parseProperty(linesOf(period, "dtstart")[0] ?? "")?.values[0], null);
  if (fromMs === undefined || toMs === undefined || !start) return [];
  budget.spend(linesOf(period, "rdate").length);
  const range = { from: 0, to: window.end + BEYOND_MS };
  const extra = linesOf(period, "rdate").flatMap((line) => parseProperty(line)?.values ?? []);
  budget.spend(extra.length);
  const rules = linesOf(period, "rrule").map(parseRule);
  const walls = [
    start.wall,
    ...extra.map((value) => parseCalendarTime(value, null)?.wall).filter((wall) => wall !== undefined),
    ...rules.flatMap((rule) => {
      if (!rule) return [];
      const last = rule.until
        ? wallAt({ name: "", untils: [], offsetsMs: [fromMs] }, rule.until.wall)
        : Infinity;
      return [...occurrencesOf(rule, start, { ...range, to: Math.min(range.to, last) }, budget)];
    }),
  ];
  return [...new Set(walls)].map((wall) => ({ at: wall - fromMs, fromMs, toMs }));
}

/** An offset such as `+01:00`, as ical.js writes it, in milliseconds. */
function offsetIn(period: RawComponent, name: string): number | undefined {
  const match = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(textIn(period, name) ?? "");
  if (!match) return undefined;
  const [, sign, hours, minutes, seconds] = match;
  const size = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds ?? 0) * 1000;
  return sign === "-" ? -size : size;
}
