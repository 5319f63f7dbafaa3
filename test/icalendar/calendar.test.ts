import { expect, test } from "bun:test";
import { type CalendarEntry, calendarText } from "../../src/icalendar/calendar.ts";
import { checkedBy, hasLibraries } from "./python.ts";

const meeting: CalendarEntry = {
  method: "REQUEST",
  uid: "0f6c1a52-7f0e",
  sequence: 3,
  stamp: Date.parse("2026-03-10T08:00:00Z"),
  startsAt: Date.parse("2026-03-20T14:00:00Z"),
  endsAt: Date.parse("2026-03-20T14:30:00Z"),
  summary: "Call, with; Jane\\Doe",
  description: "One line\n\nAnother: https://book.example.org/booking/token",
  location: "https://meet.example.org/a,b;c?d=e&f=ü",
  status: "CONFIRMED",
  organizer: { name: 'Jane "JD" Doe; ^Host, MD', email: "jane@bücher.example" },
  attendees: [{ email: "jason@example.com" }],
};
const published = { ...meeting, method: "PUBLISH", attendees: [] } as const;
const entries: Record<string, CalendarEntry> = {
  "an invitation": meeting,
  "a tentative one": { ...meeting, status: "TENTATIVE" },
  "a published entry": published,
  "a cancellation": { ...meeting, method: "CANCEL", status: "CANCELLED" },
  "a cancellation of a published entry": { ...published, method: "CANCEL", status: "CANCELLED" },
  "an entry in a room": { ...published, location: "Room 3, second floor" },
  "an entry without a place": { ...published, location: null },
  "an entry with a long name": {
    ...published,
    organizer: { name: "日本語".repeat(40), email: "a@b.example" },
  },
};

test.skipIf(!hasLibraries)("libical refuses an invitation that invites nobody", () => {
  const [found] = checkedBy("check.py", [calendarText({ ...meeting, attendees: [] })]);
  expect(found.passes && found.errors === 0).toBe(false);
});

test.skipIf(!hasLibraries)("libical and python3-icalendar read what was written", () => {
  const texts = Object.values(entries).map(calendarText);
  const found = checkedBy("check.py", texts);
  for (const [index, [what, entry]] of Object.entries(entries).entries()) {
    const isLink = entry.location?.startsWith("https:") ?? false;
    expect({ what, ...found[index] }).toEqual({
      what,
      passes: true,
      errors: 0,
      method: entry.method,
      summary: entry.summary,
      description: entry.description,
      location: entry.location,
      url: isLink ? "https://meet.example.org/a,b;c?d=e&f=%C3%BC" : null,
      organizer: [
        entry.organizer.email === meeting.organizer.email
          ? "mailto:jane@xn--bcher-kva.example"
          : "mailto:a@b.example",
        expect.any(String),
      ],
      alarms: entry.status === "CANCELLED" ? 0 : 1,
    });
  }
});
