import type { ExternalEvent, ObjectProblem } from "../../domain/calendars.ts";
import { intersection, type Interval, union } from "../../domain/interval.ts";
import type { Zone } from "../../domain/zone.ts";
import { type Budget, budgetOf, MAX_EVENTS, TooMuch } from "./budget.ts";
import { componentsOf, type RawComponent } from "./components.ts";
import { type CalendarEvent, parseEvent, titleOf, uidOf } from "./event.ts";
import type { ParsingContext } from "./event-values.ts";
import { ownInterval, seriesTimes } from "./series.ts";
import { zoneFinder } from "./zones.ts";

/** How a calendar is read. */
export type ReadingContext = {
  /** Floating times, dates, and times in unknown zones are in this zone. */
  readonly zone: Zone;
  /** Busy times outside are dropped, and clipped at its edges. */
  readonly window: Interval;
  /** The calendar owner's addresses in lower case: an event that one of them declined does not block. */
  readonly addresses: readonly string[];
};

/** The longest text of one object, in UTF-16 code units. */
export const MAX_OBJECT_LENGTH = 1024 * 1024;

/** The work for one object: some 50 ms. */
const MAX_STEPS = 100_000;

/** An object that cannot be read at all, as an event without a name. */
function unreadable(problem: ObjectProblem): ExternalEvent {
  return { uid: null, title: null, busy: [], single: null, problem };
}

/**
 * Reads a calendar object (RFC 4791, 4.1): one event with its recurrences and changed occurrences, or one for each UID if
 * there are several. Other components are ignored. Reports what cannot be read as the `problem` of its event; never throws.
 */
export function readEvents(ical: string, context: ReadingContext): ExternalEvent[] {
  if (ical.length > MAX_OBJECT_LENGTH) return [unreadable("too_large")];
  const components = [...componentsOf(ical)].filter((one) => one !== undefined);
  if (!components.some(({ kind }) => kind === "vcalendar")) return [unreadable("not_icalendar")];
  const raw = components.filter(({ kind }) => kind === "vevent");
  if (raw.length > MAX_EVENTS) return [unreadable("too_many_occurrences")];
  const timezones = components.filter(({ kind }) => kind === "vtimezone");
  const parsing = { ...context, findZone: zoneFinder(timezones, context.window) };
  const budget = budgetOf(MAX_STEPS);
  return groupsOf(raw).map((group) => readGroup(group, parsing, context.window, budget));
}

/** The VEVENTs of one UID belong together; each without a UID stands for itself. */
function groupsOf(raw: readonly RawComponent[]): RawComponent[][] {
  const keys = new Map(raw.map((one, index) => [one, uidOf(one) ?? index]));
  return [...Map.groupBy(raw, (one) => keys.get(one)).values()];
}

function readGroup(
  group: readonly RawComponent[],
  parsing: ParsingContext,
  window: Interval,
  budget: Budget,
): ExternalEvent {
  const parsed = group.map((raw) => parseEvent(raw, parsing));
  const events = parsed.filter((one) => typeof one !== "string");
  const problem = parsed.find((one) => typeof one === "string") ?? null;
  const main = group.find(({ lines }) => !lines.has("recurrence-id")) ?? group[0]!;
  const about = { uid: uidOf(main), title: titleOf(main) };
  try {
    const busy = busyTimes(events, window, budget);
    return { ...about, busy, single: problem ? null : singleTime(events), problem };
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    return { ...about, busy: [], single: null, problem: "too_many_occurrences" };
  }
}

function busyTimes(events: readonly CalendarEvent[], window: Interval, budget: Budget): Interval[] {
  const changes = latestChanges(events);
  const times = events
    .filter(({ recurrenceId }) => recurrenceId === null)
    .flatMap((series) => seriesTimes(series, changes, window, budget));
  const own = changes.filter(({ blocks }) => blocks).map(ownInterval);
  const inside = [...times, ...own].map((time) => intersection(time, window));
  return union(inside.filter((time) => time !== undefined));
}

/** The latest version of each changed occurrence, by SEQUENCE and then by its place. */
function latestChanges(events: readonly CalendarEvent[]): CalendarEvent[] {
  const latest = new Map<string, CalendarEvent>();
  for (const event of events) {
    const { recurrenceId: id } = event;
    if (!id) continue;
    const key = `${id.wall} ${id.isDate} ${id.zone?.name}`;
    if (event.sequence >= (latest.get(key)?.sequence ?? 0)) latest.set(key, event);
  }
  return [...latest.values()];
}

/** The time of an event that has no recurrences. */
function singleTime(events: readonly CalendarEvent[]): Interval | null {
  const [only] = events;
  if (!only || events.length > 1 || only.recurrenceId || only.rules.length + only.extra.length > 0)
    return null;
  return ownInterval(only);
}
