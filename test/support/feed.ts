import { expect } from "bun:test";
import ICAL from "ical.js";
import type { TestApp } from "./start-app.ts";

/** The path of a host's feed, below the public URL. */
export async function feedPath(app: TestApp, key: string): Promise<string> {
  const { status, json } = await app.request("GET", "/v1/calendar-feed", { key });
  expect(status).toBe(200);
  return pathIn(app, json["url"]);
}

export function pathIn({ deps }: TestApp, url: string): string {
  expect(url).toStartWith(`${deps.publicUrl}/feed/`);
  return url.slice(deps.publicUrl.length);
}

/** The calendar of a feed, as ical.js reads it. */
export function calendarOf(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text));
}

/** The events of a feed with the fields that tests compare, in the feed's order. */
export function eventsOf(text: string) {
  return calendarOf(text)
    .getAllSubcomponents("vevent")
    .map((event) => {
      const valueOf = (name: string) => event.getFirstPropertyValue(name)?.toString() ?? null;
      return {
        uid: valueOf("uid"),
        sequence: Number(valueOf("sequence")),
        start: valueOf("dtstart"),
        end: valueOf("dtend"),
        stamp: valueOf("dtstamp"),
        modified: valueOf("last-modified"),
        status: valueOf("status"),
        summary: valueOf("summary"),
        description: valueOf("description"),
        location: valueOf("location"),
        url: valueOf("url"),
      };
    });
}
