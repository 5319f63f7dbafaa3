import { describe, expect, test } from "bun:test";
import { type EmailKind, type EmailFacts, emailKinds } from "../../src/domain/email.ts";
import { peopleTime, timeText } from "../../src/email/content/people-time.ts";
import {
  attendees,
  booked,
  hosts,
  links,
  linksIn,
  parts,
  plainSpaces,
  requested,
  unwrapped,
  visible,
  write,
} from "./written.ts";

describe("every email", () => {
  test.each([...emailKinds])("%s says what and when, in text and HTML", (letter) => {
    const zone = letter.startsWith("host_") ? "America/Chicago" : "Europe/Berlin";
    for (const part of parts(write(letter))) {
      expect(part).toContain("30 Minute Meeting");
      expect(part).toContain(plainSpaces(timeText(peopleTime(booked, zone, "en-GB"))));
      expect(part).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  test("goes to its recipient, with replies to the other person", () => {
    const [jane, jason] = [
      { name: "Jane Doe", address: "jane@example.com" },
      { name: "Jason Johnson", address: "jason@example.org" },
    ];
    const janeUnnamed = { name: "", address: jane.address };
    for (const letter of attendees) expect(write(letter)).toMatchObject({ to: janeUnnamed, replyTo: jason });
    for (const letter of hosts) expect(write(letter)).toMatchObject({ to: jason, replyTo: jane });
  });

  test("loads nothing", () => {
    for (const letter of emailKinds)
      expect(write(letter).html).not.toMatch(/<img|<link|<script|@import|url\(|\bsrc=/i);
  });

  test("has short text lines, with URLs unbroken on their own lines", () => {
    const notes = `${"several words ".repeat(40)}end`;
    for (const letter of emailKinds) {
      const lines = write(letter, { notes }).text.split("\n");
      expect(lines.filter((line) => line.length > 72 && !line.startsWith("https://"))).toEqual([]);
    }
  });
});

describe("links", () => {
  const expected: Record<EmailKind, (keyof typeof links)[]> = {
    attendee_booked: ["cancel", "reschedule", "guests", "disown"],
    attendee_requested: ["cancel", "reschedule", "guests", "disown"],
    attendee_approved: ["cancel", "reschedule", "guests", "disown"],
    attendee_declined: ["bookAgain"],
    attendee_expired: ["bookAgain"],
    attendee_cancelled: ["bookAgain"],
    attendee_moved: ["cancel", "reschedule", "guests"],
    attendee_reminder: ["cancel", "reschedule", "guests"],
    guest_invited: [],
    guest_moved: [],
    guest_cancelled: [],
    guest_removed: [],
    host_booked: ["view", "hostCancel", "hostReschedule"],
    host_requested: ["confirm", "decline", "view", "hostReschedule"],
    host_approved: ["view", "hostCancel", "hostReschedule"],
    host_declined: ["view"],
    host_expired: ["view"],
    host_cancelled: ["view"],
    host_disowned: ["view"],
    host_moved: ["view", "hostCancel", "hostReschedule"],
    host_reminder: ["view", "hostCancel", "hostReschedule"],
  };

  test.each([...emailKinds])("%s has exactly the links that its recipient can use", (letter) => {
    const wanted = expected[letter].map((name) => links[name]);
    expect(linksIn(write(letter))).toEqual({ text: wanted, html: wanted });
  });

  test("no email contains the tokens of the other side", () => {
    const whole = (letter: EmailKind, status: EmailFacts["status"]) =>
      JSON.stringify(write(letter, { status }));
    for (const status of ["pending", "confirmed"] as const) {
      for (const letter of attendees) expect(whole(letter, status)).not.toContain("confirmtoken");
      for (const letter of hosts)
        expect(whole(letter, status)).not.toMatch(/\/canceltoken|rescheduletoken|gueststoken|disowntoken/);
    }
  });

  test("the host can confirm or decline a rescheduled pending booking", () => {
    const letter = write("host_moved", requested);
    expect(linksIn(letter).html).toEqual([links.confirm, links.decline, links.view, links.hostReschedule]);
    expect(letter.subject).toBe(
      "Please confirm: 30 Minute Meeting: Jane Doe and Jason Johnson – Fri 20 Mar, 09:00",
    );
    expect(unwrapped("attendee_moved", requested)[0]).toContain("Jason Johnson still has to confirm it.");
  });

  test("only an https location becomes a link", () => {
    expect(write("attendee_booked").html).toContain('href="https://meet.example.org/jason"');
    for (const location of ["javascript:alert(1)", "http://plain.example", "https://a b", "+49 30 1234"]) {
      const { html } = write("attendee_booked", { location });
      const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
      expect(addresses).toEqual([links.reschedule, links.cancel, links.guests, links.disown]);
      expect(visible(html)).toContain(location);
    }
  });
});

describe("the content", () => {
  test("of a reminder begins with the place and the time", () => {
    for (const letter of ["attendee_reminder", "host_reminder"] as const)
      for (const part of parts(write(letter)).map((one) => one.replaceAll("\n", " "))) {
        const places = ["Where", "When", "What"].map((label) => part.indexOf(label));
        expect(places).toEqual(places.toSorted((one, other) => one - other));
      }
  });

  test("a decline or cancellation has only the other side's reason", () => {
    for (const part of parts(write("attendee_declined"))) expect(part).toContain("Away.");
    for (const actor of ["attendee", "host"] as const) {
      const toHost = parts(write("host_cancelled", { actor })).map((part) => part.includes("I am ill."));
      const toAttendee = parts(write("attendee_cancelled", { actor })).map((part) =>
        part.includes("I am ill."),
      );
      expect({ toHost, toAttendee }).toEqual({
        toHost: Array(2).fill(actor === "attendee"),
        toAttendee: Array(2).fill(actor === "host"),
      });
    }
  });

  test("a cancellation says who cancelled", () => {
    expect(write("attendee_cancelled", { actor: "host" }).text).toContain("Jason Johnson has cancelled it.");
    expect(write("attendee_cancelled", { actor: "attendee" }).text).toContain("You have cancelled it.");
    expect(write("host_cancelled", { actor: "attendee" }).text).toContain("Jane Doe has cancelled it.");
    expect(write("host_cancelled", { actor: "host" }).text).toContain("You have cancelled it.");
  });

  test("a rescheduling has the old and the new time", () => {
    for (const part of parts(write("host_moved"))) {
      expect(part).toContain("Thursday, 5 March 2026, 08:00 – 08:30 (America/Chicago, UTC−06:00)");
      expect(part).toContain("Friday, 20 March 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)");
    }
    for (const part of parts(write("attendee_moved")))
      expect(part).toContain("Thursday, 5 March 2026, 15:00 – 15:30");
  });

  test("the host gets notes, answers, and the attendee's address and time", () => {
    const said = [
      "About the contract.",
      "Company",
      "Doe & Daughters",
      "jane@example.com",
      "15:00 – 15:30 (Europe/Berlin",
    ];
    for (const letter of hosts) {
      for (const part of parts(write(letter))) for (const words of said) expect(part).toContain(words);
    }
  });

  test("a host in the attendee's zone gets the time once", () => {
    const attendee = { ...booked.attendee, timeZone: "America/Chicago" };
    expect(parts(write("host_booked", { attendee }))[0]!.match(/09:00 – 09:30/g)).toHaveLength(1);
  });

  test("a meeting without a location still says where", () => {
    for (const [locationType, words] of [
      ["video", "Video call; Jason Johnson sends the link"],
      ["phone", "Phone call"],
      ["in_person", "In person; Jason Johnson tells you where"],
      ["other", "Jason Johnson tells you where"],
    ] as const)
      for (const part of parts(write("attendee_booked", { location: null, locationType })))
        expect(part).toContain(words);
    for (const part of parts(write("host_booked", { location: null }))) expect(part).toContain("no link yet");
  });

  test("every time of a cancelled meeting is struck through", () => {
    const { html } = write("host_cancelled");
    expect(html.match(/<s>/g)).toHaveLength(2);
    expect(html.match(/display:inline-block;text-decoration:inherit/g)).toHaveLength(2);
  });

  test("a retired event type is not offered again", () => {
    for (const letter of ["attendee_cancelled", "attendee_declined"] as const)
      expect(write(letter, { isOffered: false }).text).not.toContain(links.bookAgain);
  });

  test("the attendee gets nothing that a stranger may have typed", () => {
    for (const letter of attendees) {
      expect(JSON.stringify(write(letter))).not.toMatch(/About the contract|Doe & Daughters/);
    }
  });

  test("an expiry says that the host did not answer, and what remains", () => {
    for (const part of unwrapped("attendee_expired")) {
      expect(part).toContain("Jason Johnson did not answer in time");
      expect(part).toContain("nothing is booked.");
      expect(part).not.toContain("declined it");
    }
    for (const part of unwrapped("host_expired")) {
      expect(part).toContain("Jane Doe has requested a meeting and got no answer in time");
      expect(part).toContain("You can still give Jane Doe a new time, which confirms the meeting.");
    }
  });

  test("a rescheduled confirmed booking says who decides again", () => {
    const again: Partial<EmailFacts> = { status: "pending", invitation: "REQUEST" };
    for (const part of unwrapped("attendee_moved", again))
      expect(part).toContain("You have rescheduled it. Jason Johnson has to confirm the new time.");
    for (const part of unwrapped("host_moved", again))
      expect(part).toContain("You had confirmed the old time; the new one is waiting for your decision.");
  });

  test("emails contain the invitation that they should, or none", () => {
    expect(write("attendee_approved").invitation?.method).toBe("REQUEST");
    expect(write("host_approved").invitation?.method).toBe("PUBLISH");
    expect(write("attendee_cancelled").invitation?.method).toBe("CANCEL");
    for (const letter of ["attendee_requested", "host_requested", "attendee_declined"] as const) {
      expect(write(letter).invitation).toBeNull();
    }
  });
});

describe("subjects", () => {
  const [toHost, toAttendee] = [
    "30 Minute Meeting: Jane Doe and Jason Johnson – Fri 20 Mar, 09:00",
    "30 Minute Meeting with Jason Johnson – Fri 20 Mar, 15:00",
  ];

  test("are the meeting and its time while it is live, for calendars", () => {
    for (const letter of ["attendee_booked", "attendee_approved", "attendee_moved"] as const)
      expect(write(letter).subject).toBe(toAttendee);
    for (const letter of ["host_booked", "host_approved", "host_moved"] as const)
      expect(write(letter).subject).toBe(toHost);
  });

  test("say if the meeting is cancelled or not yet confirmed", () => {
    expect(write("attendee_requested").subject).toBe(`Requested: ${toAttendee}`);
    expect(write("host_requested").subject).toBe(`Please confirm: ${toHost}`);
    expect(write("attendee_declined").subject).toBe(`Declined: ${toAttendee}`);
    expect(write("host_cancelled").subject).toBe(`Cancelled: ${toHost}`);
  });

  test("change with the time of a rescheduled booking", () => {
    const later = { startsAt: booked.startsAt + 3_600_000, endsAt: booked.endsAt + 3_600_000 };
    expect(write("attendee_moved", later).subject).not.toBe(write("attendee_booked").subject);
  });

  test("have at most 255 characters", () => {
    const attendee = { ...booked.attendee, name: "👩‍👩‍👧‍👦".repeat(200) };
    const { subject } = write("host_cancelled", { attendee, eventTitle: "t".repeat(200) });
    expect(subject.length).toBeLessThan(255);
    expect(subject).toContain(": 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦… and Jason Johnson");
  });
});

describe("hostile input", () => {
  const name = '=\r\nBcc: all@example.com\u0000\u0085 <script>alert("1")</script> \u202E& O\'Neil\uD800';
  const hostile: Partial<EmailFacts> = {
    eventTitle: name,
    location: name,
    host: { ...booked.host, name, email: "jason@example.org\r\nBcc: x@example.com" },
    attendee: { ...booked.attendee, name },
    notes: `one <b>bold</b>\r\ntwo & "three"\rfour`,
    answers: [{ question_id: "q", label: "<i>label</i>", answer: "</dd><a href='https://evil.example'>" }],
    reason: "<img src=x onerror=alert(1)>",
  };

  test("adds no line break or control character to headers", () => {
    for (const letter of emailKinds) {
      const { subject, to, replyTo } = write(letter, hostile);
      for (const header of [subject, to.name, to.address, replyTo.name, replyTo.address]) {
        expect(header).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        expect(header.isWellFormed()).toBe(true);
      }
    }
  });

  test("adds no element or attribute to the HTML", () => {
    for (const letter of emailKinds) {
      const tags = (html: string) => new Set(html.match(/<[^>]*>/g));
      const harmless = write(letter, { ...hostile, ...blandFrom(hostile) });
      expect(tags(write(letter, hostile).html)).toEqual(tags(harmless.html));
    }
  });

  test("is still shown literally", () => {
    const shown = visible(write("host_booked", hostile).html);
    expect(shown).toContain(`= Bcc: all@example.com <script>alert("1")</script> & O'Neil\uFFFD`);
    expect(shown).toContain('one <b>bold</b>\ntwo & "three"\nfour');
    expect(shown).toContain("</dd><a href='https://evil.example'>");
  });

  test("keeps the line breaks of notes", () => {
    expect(write("host_booked", hostile).text).toContain('  one <b>bold</b>\n  two & "three"\n  four\n');
    expect(write("host_booked", hostile).html).toContain("<br/>two &amp; ");
  });

  test("a person without a visible name is called by their address", () => {
    const attendee = { ...booked.attendee, name: " \u0000\n" };
    expect(write("host_booked", { attendee }).replyTo.name).toBe("jane@example.com");
  });

  function blandFrom(facts: Partial<EmailFacts>): Partial<EmailFacts> {
    return {
      eventTitle: "t",
      location: "l",
      host: { ...facts.host!, name: "h" },
      attendee: { ...facts.attendee!, name: "a" },
      notes: "n\nn\nn",
      answers: [{ question_id: "q", label: "l", answer: "a" }],
      reason: "r",
    };
  }
});

describe("times", () => {
  const time = (zone: string, start: string, end: string) =>
    plainSpaces(
      timeText(peopleTime({ startsAt: Date.parse(start), endsAt: Date.parse(end) }, zone, "en-GB")),
    );

  test("have the offset of the meeting, before and after clock changes", () => {
    expect(time("America/Chicago", "2026-03-07T15:00Z", "2026-03-07T15:30Z")).toBe(
      "Saturday, 7 March 2026, 09:00 – 09:30 (America/Chicago, UTC−06:00)",
    );
    expect(time("America/Chicago", "2026-03-09T14:00Z", "2026-03-09T14:30Z")).toBe(
      "Monday, 9 March 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)",
    );
  });

  test("follow Vancouver's rules from 2026 on", () => {
    expect(time("America/Vancouver", "2027-01-15T17:00Z", "2027-01-15T17:30Z")).toBe(
      "Friday, 15 January 2027, 10:00 – 10:30 (America/Vancouver, UTC−07:00)",
    );
  });

  test("contain both dates of a meeting over midnight", () => {
    expect(time("Asia/Kolkata", "2026-05-01T18:00Z", "2026-05-01T19:00Z")).toBe(
      "Friday, 1 May 2026, 23:30 – Saturday 2 May, 00:30 (Asia/Kolkata, UTC+05:30)",
    );
  });

  test("contain both offsets if clocks change during the meeting", () => {
    expect(time("Europe/Berlin", "2026-10-25T00:30Z", "2026-10-25T01:30Z")).toBe(
      "Sunday, 25 October 2026, 02:30 (UTC+02:00) – 02:30 (UTC+01:00) (Europe/Berlin)",
    );
  });

  test("do not repeat UTC", () => {
    expect(time("UTC", "2026-05-01T18:00Z", "2026-05-01T19:00Z")).toBe(
      "Friday, 1 May 2026, 18:00 – 19:00 (UTC)",
    );
  });
});
