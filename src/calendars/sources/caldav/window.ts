import { DAY_MS, type Interval } from "../../../domain/interval.ts";
import type { RemoteObject } from "../source.ts";
import { type Connection, multistatusOf } from "./connection.ts";
import { isOtherComponent, OBJECT, remoteObject } from "./multiget.ts";
import { xmlDocument } from "./xml.ts";

/**
 * Asks for the objects that overlap a window (RFC 4791, 7.8). The window is widened by a day on both sides, because servers place
 * all-day and floating events in zones of their own. Servers may miss some, and what they return without
 * its text is left out.
 */
export async function queryWindow(
  connection: Connection,
  calendar: string,
  { start, end }: Interval,
  signal: AbortSignal,
): Promise<readonly RemoteObject[]> {
  const range = `<c:time-range start="${utc(start - DAY_MS)}" end="${utc(end + DAY_MS)}"/>`;
  const events = `<c:comp-filter name="VEVENT">${range}</c:comp-filter>`;
  const filter = `<c:filter><c:comp-filter name="VCALENDAR">${events}</c:comp-filter></c:filter>`;
  const body = xmlDocument("c:calendar-query", OBJECT + filter);
  const request = { method: "REPORT", url: calendar, depth: "1", body } as const;
  const objects: RemoteObject[] = [];
  for await (const part of multistatusOf(connection, request, signal)) {
    if (!("resource" in part)) continue;
    const object = remoteObject(part.resource, calendar);
    if (object && !isOtherComponent(object)) objects.push(object);
  }
  return objects;
}

/** A UTC time of iCalendar (RFC 5545, 3.3.5). */
function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
