import { type ReadingContext, readEvents } from "../../../src/icalendar/reading/read-events.ts";
import type { Interval } from "../../../src/domain/interval.ts";
import { zoneOf } from "../../../src/domain/zone.ts";

/** The spring of 2026 in Berlin; an event of jane@example.com. */
export const spring: ReadingContext = {
  zone: zoneOf("Europe/Berlin"),
  window: windowOf("2026-03-01", "2026-05-01"),
  addresses: ["jane@example.com"],
};

/** A window between two midnights in UTC. */
export function windowOf(from: string, to: string): Interval {
  return { start: Date.parse(`${from}T00:00:00Z`), end: Date.parse(`${to}T00:00:00Z`) };
}

/** Joins lines to a component, which may hold others. */
export function component(name: string, ...lines: readonly string[]): string {
  return [`BEGIN:${name}`, ...lines, `END:${name}`].join("\r\n");
}

/** A calendar of components. */
export function calendar(...components: readonly string[]): string {
  return `${component("VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", ...components)}\r\n`;
}

/** A VEVENT with one UID. */
export function vevent(...lines: readonly string[]): string {
  return component("VEVENT", "UID:one@example.com", "DTSTAMP:20260101T000000Z", ...lines);
}

/** The busy times of VEVENTs with one UID, each given by its lines: `2026-03-02T08:00/09:00`, in UTC. */
export function busyOf(
  events: readonly (readonly string[])[],
  context: Partial<ReadingContext> = {},
  ...others: readonly string[]
): string[] {
  const found = readEvents(calendar(...others, ...events.map((lines) => vevent(...lines))), {
    ...spring,
    ...context,
  });
  return found.flatMap(({ busy }) => busy.map(written));
}

/** An interval as `2026-03-02T08:00/09:00`, in UTC, with the date of its end if that is another day. */
export function written({ start, end }: Interval): string {
  const [from, to] = [minuteOf(start), minuteOf(end)];
  return `${from}/${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}

function minuteOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}
