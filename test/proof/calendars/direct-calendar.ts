import { Database } from "bun:sqlite";
import { authorization, type CalendarServer } from "../../support/calendars/server.ts";

/** An event without recurrences, in milliseconds. */
export type CalendarEvent = { readonly uid: string; readonly from: number; readonly until: number };

/** A calendar as another client of its server uses it. Every method rejects unless the server does what is asked. */
export type DirectCalendar = {
  readonly id: number;
  put(event: CalendarEvent): Promise<void>;
  remove(uid: string): Promise<void>;
  /** Every object in it. */
  events(): Promise<CalendarEvent[]>;
};

/** The calendars that are connected in a database, on the real server. */
export function directCalendars(databasePath: string, server: CalendarServer): DirectCalendar[] {
  const raw = new Database(databasePath, { readonly: true });
  const rows = raw
    .query<{ id: number; href: string }, []>("select id, href from calendars order by id")
    .all();
  raw.close();
  return rows.map(({ id, href }) => directCalendar(id, new URL(new URL(href).pathname, server.url), server));
}

function directCalendar(id: number, url: URL, { username, password }: CalendarServer): DirectCalendar {
  async function ask(method: string, name: string, type: string, body?: string): Promise<string> {
    const response = await fetch(new URL(name, url), {
      method,
      headers: { authorization: authorization(username, password), "content-type": type, depth: "1" },
      keepalive: false,
      ...(body !== undefined && { body }),
    });
    if (!response.ok) throw new Error(`${method} ${name}: ${response.status} ${await response.text()}`);
    return response.text();
  }
  return {
    id,
    put: async (event) => void (await ask("PUT", `${event.uid}.ics`, "text/calendar", textOf(event))),
    remove: async (uid) => void (await ask("DELETE", `${uid}.ics`, "text/calendar")),
    events: async () => eventsIn(await ask("REPORT", "", "application/xml", EVERYTHING)),
  };
}

const EVERYTHING = `<?xml version="1.0" encoding="utf-8"?>
  <c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
    <d:prop><c:calendar-data/></d:prop>
    <c:filter><c:comp-filter name="VCALENDAR"/></c:filter>
  </c:calendar-query>`;

function textOf({ uid, from, until }: CalendarEvent): string {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Proof//EN", "BEGIN:VEVENT"];
  const times = [`UID:${uid}`, "DTSTAMP:20260101T000000Z", `DTSTART:${utc(from)}`, `DTEND:${utc(until)}`];
  return `${[...lines, ...times, "SUMMARY:Dentist", "END:VEVENT", "END:VCALENDAR"].join("\r\n")}\r\n`;
}

function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function eventsIn(multistatus: string): CalendarEvent[] {
  const events = multistatus.split("BEGIN:VEVENT").slice(1);
  return events.map((text) => ({
    uid: /^UID:([\w@.-]+)/m.exec(text)![1]!,
    from: instantOf(text, "DTSTART"),
    until: instantOf(text, "DTEND"),
  }));
}

function instantOf(text: string, name: string): number {
  const found = new RegExp(`^${name}:(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z`, "m").exec(text);
  if (!found) throw new Error(`no ${name} in UTC in ${text}`);
  const [year, month, day, hour, minute, second] = found.slice(1);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
