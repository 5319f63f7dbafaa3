import { describe, expect, test } from "bun:test";
import { type EmailKind, type EmailFacts, emailKinds } from "../../src/domain/email.ts";
import { type Language, languageNames } from "../../src/i18n/locale.ts";
import { translationFor } from "../../src/email/content/translation.ts";
import { type RenderedContent, renderContent } from "../../src/email/content/content.ts";
import { peopleTime, timeText } from "../../src/email/content/people-time.ts";

const languages = Object.keys(languageNames) as Language[];
const translations = languages.filter((language) => language !== "en");

const links = {
  confirm: "https://book.example.org/1",
  decline: "https://book.example.org/2",
  cancel: "https://book.example.org/3",
  reschedule: "https://book.example.org/4",
  guests: "https://book.example.org/v1/guests/gueststoken",
  view: "https://book.example.org/booking/viewtoken",
  hostCancel: "https://book.example.org/v1/cancel/hosttoken",
  hostReschedule: "https://book.example.org/v1/reschedule/hosttoken",
  bookAgain: "https://book.example.org/book/jason/30min",
};

/** A booking whose data are words of no language, so that all other words come from the email's texts. */
function factsFor(locale: string, change: Partial<EmailFacts> = {}): EmailFacts {
  return {
    bookingId: 7,
    uid: "0f6c1a52@book.example.org",
    organizerEmail: "jjj@example.org",
    sequence: 0,
    status: "confirmed",
    startsAt: Date.parse("2026-03-20T14:00:00Z"),
    endsAt: Date.parse("2026-03-20T14:30:00Z"),
    movedFrom: null,
    happenedAt: Date.parse("2026-03-10T08:00:00Z"),
    eventTitle: "Xyzzy",
    eventSlug: "xyzzy",
    locationType: "video",
    isOffered: true,
    location: "Qqq 1",
    host: { name: "Jjj", email: "jjj@example.org", slug: "jjj", timeZone: "America/Chicago", locale },
    attendee: { name: "Kkk", email: "kkk@example.com", timeZone: "Europe/Berlin", locale },
    notes: "Nnn.",
    answers: [{ question_id: "q", label: "Lll", answer: "Mmm" }],
    actor: "attendee",
    reason: "Rrr.",
    invitation: "REQUEST",
    guests: [],
    takesGuests: false,
    guest: null,
    hostNote: null,
    isAddressProved: false,
    ...change,
  };
}

const movedFrom = {
  startsAt: Date.parse("2026-03-05T14:00:00Z"),
  endsAt: Date.parse("2026-03-05T14:30:00Z"),
};

/** An email in all its wordings. */
function everyWording(letter: EmailKind, locale: string): RenderedContent[] {
  const actors = ["host", "attendee"] as const;
  const statuses = letter.endsWith("_moved") ? (["pending", "confirmed"] as const) : [undefined];
  return actors.flatMap((actor) =>
    statuses.map((status) => {
      const change = { actor, ...(status && { status, movedFrom }) };
      return renderContent(letter, factsFor(locale, change), links);
    }),
  );
}

/** Everything in an email that people read. */
function read({ subject, text, html, invitation }: RenderedContent): string {
  const shown = html.slice(html.indexOf("<body")).replace(/<[^>]*>/g, " ");
  const lines = invitation?.ics.replaceAll("\r\n ", "").match(/^(SUMMARY|DESCRIPTION):.*$/gm) ?? [];
  const entry = lines.map((line) => line.slice(line.indexOf(":") + 1).replaceAll("\\n", "\n"));
  return [subject, text.replace(/\n(?=\S)/g, " "), shown, ...entry].join("\n");
}

/** A table's sentences by their path. */
function sentencesOf(table: object, at = ""): [string, string][] {
  return Object.entries(table).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[`${at}${name}`, value] as [string, string]]
      : sentencesOf(value as object, `${at}${name}.`),
  );
}

const english = sentencesOf(translationFor("en").texts);
const placeholders = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

/** The parts of English sentences between their placeholders. */
const englishPieces = english
  .flatMap(([, sentence]) => sentence.split(/\{\w+\}/))
  .map((piece) => piece.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, ""))
  .filter((piece) => /\p{L}{2}/u.test(piece));

describe.each(translations)("emails in %s", (language) => {
  const sentences = sentencesOf(translationFor(language).texts);

  test("translate every English sentence with the same placeholders", () => {
    for (const [at, sentence] of sentences) {
      const original = english.find(([name]) => name === at)![1];
      expect({ at, places: placeholders(sentence) }).toEqual({ at, places: placeholders(original) });
      if (/\p{L}{2}/u.test(original.replace(/\{\w+\}/g, ""))) expect(sentence).not.toBe(original);
    }
  });

  test.each([...emailKinds])("%s has no English words and no empty placeholder", (letter) => {
    for (const written of everyWording(letter, language)) {
      const words = read(written);
      expect(words).not.toMatch(/[{}]|undefined|null/);
      for (const piece of englishPieces)
        expect(words).not.toMatch(new RegExp(`(?<!\\p{L})${piece}(?!\\p{L})`, "u"));
      expect(written.html).toContain(`<html lang="${language}"`);
    }
  });
});

describe.each(languages)("subjects in %s", (language) => {
  test("have at most 255 characters, whatever the names", () => {
    const name = "👩‍👩‍👧‍👦".repeat(200);
    for (const letter of emailKinds) {
      const facts = factsFor(language, { eventTitle: "t".repeat(200), status: "pending" });
      const people = { host: { ...facts.host, name }, attendee: { ...facts.attendee, name } };
      expect(renderContent(letter, { ...facts, ...people }, links).subject.length).toBeLessThan(255);
    }
  });

  test("are the meeting's name as in the calendar, and its time, while it is live", () => {
    for (const letter of ["attendee_booked", "host_approved"] as const) {
      const { subject, invitation } = renderContent(letter, factsFor(language), links);
      const [summary, time] = subject.split(" – ");
      expect(invitation!.ics).toContain(`\r\nSUMMARY:${summary}\r\n`);
      expect(time).toMatch(/20.*\d:00/);
      expect(subject).toMatch(
        letter === "host_approved"
          ? /^Xyzzy\s?: Kkk \S+ Jjj – /
          : /^Xyzzy (with|mit|avec|con|com|met) Jjj – /,
      );
    }
  });
});

test("a name that looks like a placeholder stays unchanged", () => {
  const facts = factsFor("de");
  const people = {
    host: { ...facts.host, name: "{attendee} {email}" },
    attendee: { ...facts.attendee, name: "{host}" },
  };
  const { subject, text } = renderContent("attendee_booked", { ...facts, ...people }, links);
  expect(subject).toBe("Xyzzy mit {attendee} {email} – Fr., 20. März, 15:00");
  const toHost = renderContent("host_booked", { ...facts, ...people }, links);
  expect(toHost.subject).toStartWith("Xyzzy: {host} und {attendee} {email} – ");
  expect(text).toContain("Sie treffen {attendee} {email}.");
});

test("each email is in its recipient's language", () => {
  const facts = factsFor("de");
  const mixed = { ...facts, host: { ...facts.host, locale: "fr" } };
  expect(renderContent("attendee_booked", mixed, links).text).toStartWith("Ihr Termin ist bestätigt\n");
  expect(renderContent("host_booked", mixed, links).text).toStartWith("Vous avez un nouveau rendez-vous\n");
});

describe("dates and times", () => {
  const meeting = {
    startsAt: Date.parse("2026-03-20T18:00:00Z"),
    endsAt: Date.parse("2026-03-20T18:30:00Z"),
  };
  const told = (locale: string, zone = "America/New_York", when = meeting) =>
    timeText(peopleTime(when, zone, locale)).replaceAll(/[\u00a0\u202f]/g, " ");

  test.each([
    ["en", "Friday, March 20, 2026, 2:00 PM – 2:30 PM"],
    ["en-US", "Friday, March 20, 2026, 2:00 PM – 2:30 PM"],
    ["en-GB", "Friday, 20 March 2026, 14:00 – 14:30"],
    ["de", "Freitag, 20. März 2026, 14:00 – 14:30"],
    ["fr", "vendredi 20 mars 2026, 14:00 – 14:30"],
    ["es", "viernes, 20 de marzo de 2026, 14:00 – 14:30"],
    ["pt-BR", "sexta-feira, 20 de março de 2026, 14:00 – 14:30"],
    ["nl", "vrijdag 20 maart 2026, 14:00 – 14:30"],
  ])("are formatted for %s", (locale, time) => {
    expect(told(locale)).toBe(`${time} (America/New York, UTC−04:00)`);
    const { text } = renderContent("host_booked", { ...factsFor(locale), ...meeting }, links);
    const zoned = told(locale, "America/Chicago");
    expect(text.replaceAll(/[\u00a0\u202f]/g, " ").replaceAll("\n  ", " ")).toContain(zoned);
  });

  test("use the server's zone data instead of the runtime's", () => {
    const winter = { startsAt: Date.parse("2027-01-15T17:00Z"), endsAt: Date.parse("2027-01-15T17:30Z") };
    expect(told("de", "America/Vancouver", winter)).toBe(
      "Freitag, 15. Januar 2027, 10:00 – 10:30 (America/Vancouver, UTC−07:00)",
    );
  });

  test("name the second day in the recipient's language too", () => {
    const night = { startsAt: Date.parse("2026-03-20T22:30Z"), endsAt: Date.parse("2026-03-20T23:30Z") };
    expect(told("de", "Europe/Berlin", night)).toBe(
      "Freitag, 20. März 2026, 23:30 – Samstag, 21. März, 00:30 (Europe/Berlin, UTC+01:00)",
    );
  });

  test("stay on one line from start to end", () => {
    const { html, text } = renderContent("attendee_booked", factsFor("de"), links);
    expect(html).toContain('<span style="white-space:nowrap">15:00\u00a0–\u00a015:30</span>');
    expect(text).toContain("15:00\u00a0–\u00a015:30");
  });
});
