import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import ICAL from "ical.js";
import type { EmailFacts } from "../../src/domain/email.ts";
import { invitation, type Reader } from "../../src/email/content/invitation.ts";
import type { Links } from "../../src/email/content/links.ts";
import { translationFor } from "../../src/email/content/translation.ts";
import { sanitizeFacts } from "../../src/email/content/sanitize.ts";

const links: Links = {
  confirm: "https://book.example.org/v1/bookings/confirmtoken/confirm",
  decline: "https://book.example.org/v1/bookings/confirmtoken/decline",
  cancel: "https://book.example.org/v1/cancel/canceltoken",
  reschedule: "https://book.example.org/v1/reschedule/rescheduletoken",
  guests: "https://book.example.org/v1/guests/gueststoken",
  view: "https://book.example.org/booking/viewtoken",
  hostCancel: "https://book.example.org/v1/cancel/hosttoken",
  hostReschedule: "https://book.example.org/v1/reschedule/hosttoken",
  bookAgain: "https://book.example.org/book/jason/30min",
};

const confirmed: EmailFacts = {
  bookingId: 7,
  uid: "0f6c1a52-7f0e@book.example.org",
  organizerEmail: "jason@example.org",
  sequence: 3,
  status: "confirmed",
  startsAt: Date.parse("2026-03-20T14:00:00Z"),
  endsAt: Date.parse("2026-03-20T14:30:00Z"),
  movedFrom: null,
  happenedAt: Date.parse("2026-03-10T08:00:00Z"),
  eventTitle: "30 Minute Meeting",
  eventSlug: "30min",
  locationType: "video",
  isOffered: true,
  location: "https://meet.example.org/jason",
  host: {
    name: "Jason Johnson",
    email: "jason@example.org",
    slug: "jason",
    timeZone: "America/Chicago",
    locale: "en",
  },
  attendee: { name: "Jane Doe", email: "jane@example.com", timeZone: "Europe/Berlin", locale: "en" },
  notes: "About the contract.",
  answers: [{ question_id: "q", label: "Company", answer: "Doe; Daughters, Sons" }],
  actor: "attendee",
  reason: null,
  invitation: "REQUEST",
  guests: [],
  takesGuests: false,
  guest: null,
  hostNote: null,
  isAddressProved: false,
};

function invite(reader: Reader, change: Partial<EmailFacts> = {}, method: "REQUEST" | "CANCEL" = "REQUEST") {
  return invitation(sanitizeFacts({ ...confirmed, ...change }), method, reader, links, translationFor("en"))
    .ics;
}

function calendarOf(ics: string) {
  return new ICAL.Component(ICAL.parse(ics));
}

function eventOf(ics: string) {
  return calendarOf(ics).getFirstSubcomponent("vevent")!;
}

function valueOf(ics: string, name: string): string {
  return String(eventOf(ics).getFirstPropertyValue(name));
}

/** The people in a property, with their participation parameters. */
function people(ics: string, name: "organizer" | "attendee"): Record<string, unknown>[] {
  return eventOf(ics)
    .getAllProperties(name)
    .map((property) => ({
      address: String(property.getFirstValue()).toLowerCase(),
      ...Object.fromEntries(
        ["cn", "role", "partstat", "rsvp"].map((key) => [key, property.getFirstParameter(key)] as const),
      ),
    }));
}

describe("an invitation", () => {
  test("adds the meeting to the attendee's calendar at its instant", () => {
    const ics = invite("attendee");
    expect(calendarOf(ics).getFirstPropertyValue("method")).toBe("REQUEST");
    expect(calendarOf(ics).getFirstPropertyValue("version")).toBe("2.0");
    expect(calendarOf(ics).getFirstPropertyValue("prodid")).toBe("-//schedkit//schedkit//EN");
    expect(valueOf(ics, "dtstart")).toBe("2026-03-20T14:00:00Z");
    expect(valueOf(ics, "dtend")).toBe("2026-03-20T14:30:00Z");
    expect(valueOf(ics, "dtstamp")).toBe("2026-03-10T08:00:00Z");
    expect(valueOf(ics, "uid")).toBe(confirmed.uid);
    expect(valueOf(ics, "sequence")).toBe("3");
    expect(valueOf(ics, "status")).toBe("CONFIRMED");
    expect(valueOf(ics, "transp")).toBe("OPAQUE");
    expect(valueOf(ics, "summary")).toBe("30 Minute Meeting with Jason Johnson");
    expect(valueOf(ics, "location")).toBe("https://meet.example.org/jason");
    expect(valueOf(ics, "url")).toBe("https://meet.example.org/jason");
  });

  test("has the host as organizer and an accepted attendee", () => {
    const jane = { address: "mailto:jane@example.com", role: "REQ-PARTICIPANT" };
    expect(people(invite("attendee"), "organizer")).toMatchObject([
      { address: "mailto:jason@example.org", cn: "Jason Johnson" },
    ]);
    expect(people(invite("attendee"), "attendee")).toEqual([
      { ...jane, partstat: "ACCEPTED", rsvp: "FALSE" },
    ]);
  });

  test("to the host is a published entry, which their own calendar adds", () => {
    const facts = sanitizeFacts(confirmed);
    const { method, ics } = invitation(facts, "REQUEST", "host", links, translationFor("en"));
    expect([method, calendarOf(ics).getFirstPropertyValue("method")]).toEqual(["PUBLISH", "PUBLISH"]);
    expect(people(ics, "attendee")).toEqual([]);
    expect(people(ics, "organizer")).toMatchObject([{ address: "mailto:jason@example.org" }]);
    expect(valueOf(ics, "description")).toContain(links.view);
  });

  test("reminds a quarter of an hour before, unless it is cancelled", () => {
    const alarm = eventOf(invite("attendee")).getFirstSubcomponent("valarm")!;
    expect(String(alarm.getFirstPropertyValue("trigger"))).toBe("-PT15M");
    expect(alarm.getFirstPropertyValue("action")).toBe("DISPLAY");
    expect(eventOf(invite("attendee", {}, "CANCEL")).getFirstSubcomponent("valarm")).toBe(null);
  });

  test("has a URL as it is, however long, and addresses with ASCII domains", () => {
    const location = `https://meet.example.org/a,b;c?d=e&f=${"g,".repeat(80)}`;
    const ics = invite("attendee", {
      location,
      attendee: { ...confirmed.attendee, email: "jane@bücher.example" },
    });
    expect(unfolded(ics)).toContain(`URL;VALUE=URI:${location}\r\n`);
    expect(people(ics, "attendee")[0]!["address"]).toBe("mailto:jane@xn--bcher-kva.example");
    expectWellFormed(ics);
  });

  test("has the attendee's links only in the attendee's calendar", () => {
    const description = valueOf(invite("attendee"), "description");
    expect(description).toContain(links.cancel);
    expect(description).toContain(links.reschedule);
    expect(unfolded(invite("attendee"))).not.toContain("confirmtoken");
    expect(unfolded(invite("host"))).not.toMatch(/confirmtoken|canceltoken|rescheduletoken/);
  });

  test("shows notes and answers only to the host", () => {
    const description = valueOf(invite("host"), "description");
    expect(description).toContain("About the contract.\n\nCompany\nDoe; Daughters, Sons");
    expect(description).toContain("Jane Doe <jane@example.com>");
    expect(valueOf(invite("attendee"), "description")).not.toMatch(/contract|Daughters/);
  });

  test("removes a cancelled meeting under the same UID", () => {
    for (const reader of ["attendee", "host"] as const) {
      const ics = invite(reader, { sequence: 4 }, "CANCEL");
      expect(calendarOf(ics).getFirstPropertyValue("method")).toBe("CANCEL");
      expect(valueOf(ics, "status")).toBe("CANCELLED");
      expect(valueOf(ics, "uid")).toBe(confirmed.uid);
      expect(valueOf(ics, "sequence")).toBe("4");
      expect(people(ics, "attendee")).toHaveLength(reader === "host" ? 0 : 1);
      expect(unfolded(ics)).not.toContain("token");
    }
  });

  test("has a location only if there is one", () => {
    expect(eventOf(invite("attendee", { location: null })).hasProperty("location")).toBe(false);
    const room = invite("attendee", { location: "Room 3; second floor" });
    expect(valueOf(room, "location")).toBe("Room 3; second floor");
    expect(eventOf(room).hasProperty("url")).toBe(false);
  });
});

describe("hostile input", () => {
  test.each([
    'Jane "Janey" Doe',
    "Doe, Jane; MD: the first",
    "^'caret^n ^^",
    "ليلى الأحمد",
    "👩‍👩‍👧‍👦 Family".repeat(20),
    "x".repeat(200),
    "ATTENDEE;CN=Evil:mailto:evil@example.com",
    "日本語の名前".repeat(30),
  ])("round-trips through the calendar: %p", (name) => {
    const ics = invite("host", {
      attendee: { ...confirmed.attendee, name },
      host: { ...confirmed.host, name },
      notes: name,
      location: name,
    });
    expect(people(ics, "organizer")[0]).toMatchObject({ cn: name });
    expect(valueOf(ics, "summary")).toBe(`30 Minute Meeting: ${name} and ${name}`);
    expect(valueOf(ics, "location")).toBe(name);
    expect(valueOf(ics, "description")).toContain(name);
  });

  test("line breaks in a name start no calendar line", () => {
    const host = {
      ...confirmed.host,
      name: "=\r\nATTENDEE:mailto:evil@example.com\u2028\u0085\u000b!",
    };
    const ics = invite("host", { host });
    expect(people(ics, "attendee")).toHaveLength(0);
    expect(people(ics, "organizer")[0]).toMatchObject({ cn: "= ATTENDEE:mailto:evil@example.com !" });
  });

  test("a backslash in a name hides no address from lenient parsers", () => {
    const host = { ...confirmed.host, name: "\\\\\\n:mailto:evil@example.com" };
    const [organizer] = people(invite("host", { host }), "organizer");
    expect(organizer).toMatchObject({
      cn: "///n:mailto:evil@example.com",
      address: "mailto:jason@example.org",
    });
  });

  const awkward = [
    '"',
    "^",
    "'",
    "n",
    ",",
    ";",
    ":",
    "\\",
    "N",
    "=",
    "é",
    "😀",
    "ع",
    " ",
    "\r",
    "\n",
    "\t",
    "\u2028",
    "\u0000",
  ];
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 220 }),
    fc.array(fc.constantFrom(...awkward), { maxLength: 220 }).map((characters) => characters.join("")),
  );

  test("any input round-trips in a well-formed calendar", () => {
    const property = fc.property(typed, typed, typed, typed, (name, title, notes, location) => {
      const facts = sanitizeFacts({
        ...confirmed,
        eventTitle: title,
        location,
        notes,
        attendee: { ...confirmed.attendee, name },
        host: { ...confirmed.host, name },
      });
      const { ics } = invitation(facts, "REQUEST", "host", links, translationFor("en"));
      expectWellFormed(ics);
      expect(valueOf(ics, "summary")).toBe(
        `${facts.eventTitle}: ${facts.attendee.name} and ${facts.host.name}`,
      );
      expect(eventOf(ics).getFirstPropertyValue("location") as unknown).toBe(facts.location);
      expect(valueOf(ics, "description")).toContain(facts.notes ?? "");
      const cn = facts.host.name.replaceAll("\\", "/");
      expect(people(ics, "organizer")[0]).toMatchObject({ cn, address: "mailto:jason@example.org" });
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe("the lines of an invitation", () => {
  test("end with CRLF and have at most 75 octets", () => {
    for (const notes of [null, "é".repeat(300), "😀".repeat(200), "日本".repeat(200), "a".repeat(76)]) {
      expectWellFormed(invite("host", { notes }));
      expectWellFormed(invite("attendee", { notes }, "CANCEL"));
    }
  });
});

/** RFC 5545, 3.1: CRLF after every line, no other CR or LF, at most 75 octets, no split characters. */
function expectWellFormed(ics: string): void {
  expect(ics.endsWith("END:VCALENDAR\r\n")).toBe(true);
  for (const line of ics.slice(0, -2).split("\r\n")) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).toMatch(/^[^\p{Cc}]+$/u);
    expect(line.isWellFormed()).toBe(true);
  }
}

function unfolded(ics: string): string {
  return ics.replace(/\r\n /g, "");
}
