import { expect, test } from "bun:test";
import { type EmailKind, type EmailFacts, emailKinds } from "../../src/domain/email.ts";
import { renderContent } from "../../src/email/content/content.ts";
import { growth, hostileAlphabets, LINEAR } from "../support/growth.ts";

const LENGTH = 15_000;

const links = {
  confirm: "https://a.b/1",
  decline: "https://a.b/2",
  cancel: "https://a.b/3",
  reschedule: "https://a.b/4",
  guests: "https://book.example.org/v1/guests/gueststoken",
  view: "https://book.example.org/booking/viewtoken",
  hostCancel: "https://book.example.org/v1/cancel/hosttoken",
  hostReschedule: "https://book.example.org/v1/reschedule/hosttoken",
  bookAgain: "https://book.example.org/book/jason/30min",
};

/** Facts with this much of a text in every input. */
function factsWith(text: string, length: number): EmailFacts {
  const typed = text.repeat(Math.ceil(length / text.length)).slice(0, length);
  return {
    bookingId: 1,
    uid: "u",
    organizerEmail: "jane@example.com",
    sequence: 1,
    status: "confirmed",
    startsAt: Date.parse("2026-03-20T14:00:00Z"),
    endsAt: Date.parse("2026-03-20T14:30:00Z"),
    movedFrom: null,
    happenedAt: Date.parse("2026-03-10T08:00:00Z"),
    eventTitle: typed,
    eventSlug: "30min",
    locationType: "video",
    isOffered: true,
    location: typed,
    host: { name: typed, email: "jane@example.com", slug: "jane", timeZone: "UTC", locale: "en" },
    attendee: { name: typed, email: "jason@example.com", timeZone: "UTC", locale: "en" },
    notes: typed,
    answers: [{ question_id: "q", label: typed, answer: typed }],
    actor: "host",
    reason: typed,
    invitation: "REQUEST",
    guests: [],
    takesGuests: false,
    guest: null,
    hostNote: null,
    isAddressProved: false,
  };
}

const render = (letter: EmailKind) => (facts: EmailFacts) => renderContent(letter, facts, links);

test.each([...emailKinds])("rendering %s takes linear time", async (letter) => {
  const input = (length: number) => factsWith("It's 9 – 10 (a, UTC+01:00), isn't it?\n", length);
  expect(await growth(input, LENGTH, render(letter))).toBeLessThanOrEqual(LINEAR);
});

test.each(hostileAlphabets)("rendering only %s takes linear time", async (_, text) => {
  const input = (length: number) => factsWith(text, length);
  expect(await growth(input, LENGTH, render("host_booked"))).toBeLessThanOrEqual(LINEAR);
});
