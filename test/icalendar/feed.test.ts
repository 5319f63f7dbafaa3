import { expect, test } from "bun:test";
import type { CalendarEvent } from "../../src/icalendar/calendar.ts";
import { FEED_END, feedBeginning, feedEvents } from "../../src/icalendar/feed.ts";
import { checkedBy, hasLibraries } from "./python.ts";

const meeting: CalendarEvent = {
  uid: "0f6c1a52-7f0e",
  sequence: 3,
  stamp: Date.parse("2026-03-10T08:00:00Z"),
  startsAt: Date.parse("2026-03-20T14:00:00Z"),
  endsAt: Date.parse("2026-03-20T14:30:00Z"),
  summary: "Call, with; Jane\\Doe",
  description: "One line\n\nEND:VCALENDAR\nAnother: https://book.example.org/dashboard/bookings/1",
  location: "https://meet.example.org/a,b;c?d=e&f=ü",
  status: "CONFIRMED",
};
const events: readonly CalendarEvent[] = [
  meeting,
  { ...meeting, uid: "second", location: "https://meet.example.org/,;second", status: "TENTATIVE" },
  { ...meeting, uid: "third", location: "Room 3, BEGIN:VEVENT", summary: "日本語".repeat(60) },
  { ...meeting, uid: "fourth", location: null, description: "😀".repeat(300) },
];
const name = 'Bookings: Jane, "JD"; \\Doe BEGIN:VEVENT '.repeat(5).trim();

const feedOf = (some: readonly CalendarEvent[]) => feedBeginning(name) + feedEvents(some) + FEED_END;

test.skipIf(!hasLibraries)("libical and python3-icalendar read a feed", () => {
  const [full, empty] = checkedBy("check-feed.py", [feedOf(events), feedOf([])]);
  expect(full).toEqual({
    passes: true,
    errors: 0,
    properties: [
      "CALSCALE",
      "NAME",
      "PRODID",
      "REFRESH-INTERVAL",
      "VERSION",
      "X-PUBLISHED-TTL",
      "X-WR-CALNAME",
    ],
    names: [name, name],
    refresh: ["PT5M", "PT5M"],
    components: ["VCALENDAR", "VEVENT"],
    events: events.map(({ uid, location, summary, description, status }) => ({
      properties: expect.not.arrayContaining(["ATTENDEE", "ORGANIZER"]),
      uid,
      sequence: 3,
      start: "2026-03-20T14:00:00+00:00",
      modified: "2026-03-10T08:00:00+00:00",
      summary,
      description,
      location,
      url: location?.startsWith("https:") ? new URL(location).href : null,
      status,
    })),
  });
  expect(empty).toMatchObject({ errors: 0, events: [] });
});

test.skipIf(!hasLibraries)("libical refuses a feed whose event has two SEQUENCEs", () => {
  const [found] = checkedBy("check-feed.py", [feedOf(events).replace(/^SEQUENCE:.*\r\n/m, "$&$&")]);
  expect(found.passes && found.errors === 0).toBe(false);
});

test("a feed written in parts is the same as one written at once", () => {
  const inParts = events.map((event) => feedEvents([event])).join("");
  expect(feedBeginning(name) + inParts + FEED_END).toBe(feedOf(events));
});

test("the lines of a feed end with CRLF and have at most 75 octets", () => {
  const text = feedOf(events);
  expect(text.endsWith("\r\nEND:VCALENDAR\r\n")).toBe(true);
  for (const line of text.slice(0, -2).split("\r\n")) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line)).toBeWithin(1, 76);
  }
});
