import { contentLines } from "./content-lines.ts";

/** A component before its values are parsed: only the lines that are read, by the property's name. */
export type RawComponent = {
  readonly kind: string;
  readonly lines: Map<string, string[]>;
  readonly children: RawComponent[];
  /** Whether its end was found. */
  isComplete: boolean;
};

const KEPT = new Map<string, ReadonlySet<string>>([
  ["vcalendar", new Set()],
  [
    "vevent",
    new Set([
      "uid",
      "sequence",
      "dtstart",
      "dtend",
      "duration",
      "recurrence-id",
      "rrule",
      "rdate",
      "exdate",
      "summary",
      "status",
      "transp",
      "x-microsoft-cdo-busystatus",
      "attendee",
    ]),
  ],
  ["vtimezone", new Set(["tzid", "x-lic-location"])],
  ["standard", new Set(["dtstart", "tzoffsetfrom", "tzoffsetto", "tzname", "rrule", "rdate"])],
  ["daylight", new Set(["dtstart", "tzoffsetfrom", "tzoffsetto", "tzname", "rrule", "rdate"])],
]);

const LISTS = new Set(["rrule", "rdate", "exdate", "attendee"]);
const ROOTS = new Set(["vevent", "vtimezone"]);
const NONE: readonly RawComponent[] = [];
const MAX_DEPTH = 16;
const LINES_BETWEEN_PAUSES = 500;

/**
 * Yields each VEVENT and VTIMEZONE of a text at its end, and each VCALENDAR at its beginning, without its properties. One that has
 * lost its end is incomplete. Yields undefined now and then so that the caller can pause.
 */
export function* componentsOf(text: string): Generator<RawComponent | undefined> {
  const open: RawComponent[] = [];
  let lines = 0;
  for (const { name, text: line } of contentLines(text)) {
    if (++lines % LINES_BETWEEN_PAUSES === 0) yield undefined;
    if (name === "begin") yield* begin(open, valueOf(line));
    else if (name === "end") yield* end(open, valueOf(line));
    else keep(open.at(-1), name, line);
  }
  yield* open.filter(({ kind }) => ROOTS.has(kind));
}

/** The lines of a property: at most one, unless the property may repeat. */
export function linesOf(component: RawComponent, name: string): readonly string[] {
  return component.lines.get(name) ?? [];
}

/** Opens a component. Returns it if it is a calendar, or else the event or zone before it if that has lost its end. */
function begin(open: RawComponent[], kind: string): readonly RawComponent[] {
  if (open.length >= MAX_DEPTH) return NONE;
  const next: RawComponent = { kind, lines: new Map(), children: [], isComplete: false };
  // An event or zone does not contain another, so one that is still open has lost its end.
  const lost = ROOTS.has(kind) ? open.findIndex((outer) => ROOTS.has(outer.kind)) : -1;
  const unfinished = lost === -1 ? NONE : open.splice(lost).slice(0, 1);
  if (KEPT.has(kind)) open.at(-1)?.children.push(next);
  open.push(next);
  return kind === "vcalendar" ? [next] : unfinished;
}

/** Closes a component. Returns it if it is an event or zone, and those inside it that have lost their ends. */
function end(open: RawComponent[], kind: string): readonly RawComponent[] {
  const index = open.findLastIndex((component) => component.kind === kind);
  if (index === -1) return NONE;
  const closed = open.splice(index);
  closed[0]!.isComplete = true;
  return closed.filter((one) => ROOTS.has(one.kind));
}

function keep(component: RawComponent | undefined, name: string, line: string): void {
  if (!component || !KEPT.get(component.kind)?.has(name)) return;
  if (name === "attendee" && !/declined/i.test(line)) return;
  const same = component.lines.get(name);
  if (!same) component.lines.set(name, [line]);
  else if (LISTS.has(name)) same.push(line);
}

function valueOf(line: string): string {
  return line
    .slice(line.indexOf(":") + 1)
    .trim()
    .toLowerCase();
}
