import { describe, expect, test } from "bun:test";
import { askPage } from "../../src/web/links/ask-page.tsx";
import { missingPage } from "../../src/web/links/error-pages.tsx";
import { outcomePage } from "../../src/web/links/outcome-page.tsx";
import { refusedPage } from "../../src/web/links/refused-page.tsx";
import { bookingView, english, readBy } from "./every-page.ts";
import { elementsOf, wordsOf } from "./read-html.ts";

const actionUrl = "/v1/cancel/token/confirm";

function headingOf(page: string): string {
  return wordsOf(`<body>${/<h1>([^]*?)<\/h1>/.exec(page)![1]}`);
}

type Shown<Page extends (...args: never[]) => string> = Parameters<Page>[1];

/** The pages in English, for the side whose link does this. */
const asks = (shown: Shown<typeof askPage>) =>
  askPage(english, { ...shown, booking: readBy(shown.action, shown.booking) });
const tells = (shown: Shown<typeof outcomePage>) =>
  outcomePage(english, { ...shown, booking: readBy(shown.action, shown.booking) });
const refuses = (shown: Shown<typeof refusedPage>) =>
  refusedPage(english, { ...shown, booking: readBy(shown.action, shown.booking) });

describe("asking first", () => {
  test.each(["confirm", "decline", "cancel"] as const)("%s has one form with one button", (action) => {
    const elements = elementsOf(asks({ action, booking: bookingView(), actionUrl }));
    const forms = elements.filter(({ tag }) => tag === "form");
    expect(forms.map(({ attributes }) => attributes)).toEqual([{ method: "post", action: actionUrl }]);
    expect(elements.filter(({ tag }) => tag === "button").length).toBe(1);
  });

  test.each(["decline", "cancel"] as const)(
    "%s accepts an optional reason of up to 1000 characters",
    (action) => {
      const elements = elementsOf(asks({ action, booking: bookingView(), actionUrl }));
      const field = elements.find(({ tag }) => tag === "textarea")!.attributes;
      expect(field).toMatchObject({ name: "reason", maxlength: "2000" });
      expect(field).not.toHaveProperty("required");
    },
  );

  test("confirming asks for no reason", () => {
    expect(asks({ action: "confirm", booking: bookingView(), actionUrl })).not.toContain("<textarea");
  });

  test("the page says how to leave the booking unchanged", () => {
    for (const action of ["confirm", "decline", "cancel"] as const)
      expect(wordsOf(asks({ action, booking: bookingView(), actionUrl }))).toContain("Close this page");
  });

  test("an attendee about to cancel is offered to reschedule", () => {
    const ask = { action: "cancel", booking: bookingView(), actionUrl } as const;
    expect(asks({ ...ask, next: { rescheduleUrl: "/move" } })).toContain('href="/move"');
    expect(asks(ask)).not.toContain("Move it");
  });
});

describe("visibility", () => {
  const booking = bookingView();
  const forAttendee = wordsOf(asks({ action: "cancel", booking, actionUrl }));

  test.each(["confirm", "decline"] as const)(
    "a host about to %s sees the attendee and their answers",
    (action) => {
      const words = wordsOf(asks({ action, booking, actionUrl }));
      for (const fact of ["Jason Johnson", "jason@example.com", booking.notes!, "Company Initech"])
        expect(words).toContain(fact);
    },
  );

  test("the attendee's page shows no address, notes or answers", () => {
    for (const words of ["jason@example.com", booking.notes!, "Company", "Initech"])
      expect(forAttendee).not.toContain(words);
    expect(forAttendee).toContain("With Dana Ortiz");
  });

  test("a mailto link cannot add a recipient", () => {
    const attendeeEmail = "jason@example.com?bcc=all@example.com&body=hi";
    const page = asks({ action: "confirm", booking: bookingView({ attendeeEmail }), actionUrl });
    expect(page).toContain('href="mailto:jason@example.com%3Fbcc%3Dall%40example.com%26body%3Dhi"');
  });

  test("a name cannot reorder the text around it", () => {
    const attendeeName = "\u202Eevil";
    const page = asks({ action: "confirm", booking: bookingView({ attendeeName }), actionUrl });
    expect(page.split(attendeeName).length).toBe(page.split(`<bdi>${attendeeName}</bdi>`).length);
  });

  test("notes keep their lines", () => {
    const page = asks({
      action: "confirm",
      booking: bookingView({ notes: "one\n  two" }),
      actionUrl,
    });
    expect(page).toContain('<span class="typed">one\n  two</span>');
  });
});

function told(start: string, timeZone: string, minutes = 30): string {
  const startsAt = Date.parse(start);
  const booking = bookingView({ startsAt, endsAt: startsAt + minutes * 60_000, timeZone });
  return wordsOf(asks({ action: "confirm", booking, actionUrl }));
}

describe("times are in the reader's zone", () => {
  test("with the offset of their own day", () => {
    expect(told("2026-03-07T15:00:00Z", "America/Chicago")).toContain(
      "Saturday, March 7, 2026, 9:00 AM – 9:30 AM (America/Chicago, UTC−06:00)",
    );
    expect(told("2026-03-09T14:00:00Z", "America/Chicago")).toContain(
      "Monday, March 9, 2026, 9:00 AM – 9:30 AM (America/Chicago, UTC−05:00)",
    );
  });

  test("with Vancouver at UTC-7 in the winter of 2027", () => {
    expect(told("2027-01-15T17:00:00Z", "America/Vancouver")).toContain(
      "Friday, January 15, 2027, 10:00 AM – 10:30 AM (America/Vancouver, UTC−07:00)",
    );
  });

  test("with both offsets if the clocks change during the meeting", () => {
    expect(told("2026-11-01T06:30:00Z", "America/Chicago", 60)).toContain(
      "Sunday, November 1, 2026, 1:30 AM (UTC−05:00) – 1:30 AM (UTC−06:00) (America/Chicago)",
    );
  });
});

describe("after the link was used", () => {
  const shown = (...[action, outcome, status, more = {}]: ShownArguments) =>
    tells({
      action,
      outcome,
      booking: bookingView({ status, ...more.booking }),
      next: more.next,
    });
  type ShownArguments = [
    action: "confirm" | "decline" | "cancel",
    outcome: "done" | "already",
    status: "pending" | "confirmed" | "declined" | "cancelled",
    more?: { booking?: { reason: string }; next?: { reasonUrl?: string; bookUrl?: string } },
  ];

  test.each([
    ["confirm", "confirmed", "Booking confirmed", "Jason Johnson gets an email with the invitation."],
    [
      "decline",
      "declined",
      "Booking declined",
      "Jason Johnson gets an email that says so. The time is free again.",
    ],
    ["cancel", "cancelled", "Booking cancelled", "You and Dana Ortiz each get an email that says so."],
  ] as const)("%s to %s reports the status and what follows", (action, status, heading, sentence) => {
    const page = shown(action, "done", status);
    expect(headingOf(page)).toBe(heading);
    expect(wordsOf(page)).toContain(sentence);
    expect(page).toContain('role="status"');
  });

  test.each([
    ["confirm", "confirmed", "This booking is already confirmed"],
    ["decline", "declined", "This booking is already declined"],
    ["cancel", "cancelled", "This booking is already cancelled"],
  ] as const)("%s a second time says that nothing happened again", (action, status, heading) => {
    const page = shown(action, "already", status);
    expect(headingOf(page)).toBe(heading);
    expect(wordsOf(page)).toContain("no second email was sent");
    expect(wordsOf(page)).not.toMatch(/gets? a mail/);
  });

  test("a lost time is crossed out and explained", () => {
    const page = shown("cancel", "done", "cancelled");
    expect(page).toMatch(/<s>Friday, March 20, 2026/);
    expect(wordsOf(page)).toContain("Status Cancelled");
    expect(wordsOf(page)).not.toContain("Room 4");
    expect(shown("confirm", "done", "confirmed")).not.toContain("<s>");
  });

  test("a decline without a reason accepts one afterwards, once", () => {
    const next = { reasonUrl: "/reason" };
    const form = elementsOf(shown("decline", "done", "declined", { next })).find(({ tag }) => tag === "form");
    expect(form?.attributes).toEqual({ method: "post", action: "/reason" });
    expect(shown("decline", "done", "declined")).not.toContain("<form");
    const booking = { reason: "On holiday" };
    const withReason = shown("decline", "already", "declined", { booking, next });
    expect(withReason).not.toContain("<form");
    expect(wordsOf(withReason)).toContain("Reason On holiday");
  });

  test("every page offers next steps and a contact", () => {
    expect(shown("cancel", "done", "cancelled", { next: { bookUrl: "/again" } })).toContain('href="/again"');
    expect(wordsOf(shown("confirm", "done", "confirmed"))).toContain("write to jason@example.com");
    expect(wordsOf(shown("cancel", "done", "cancelled"))).toContain(
      "To talk to Dana Ortiz, reply to the email",
    );
  });
});

describe("a link that no longer applies", () => {
  test.each([
    ["confirm", "cancelled", "decided_cancelled", "This booking was cancelled", "nothing left to decide"],
    ["confirm", "declined", "decided_declined", "This booking was declined", "no longer be confirmed"],
    [
      "decline",
      "confirmed",
      "decided_confirmed",
      "This booking is already confirmed",
      "no longer be declined",
    ],
    ["confirm", "pending", "already_over", "The time of this booking has passed", "no longer be changed"],
    ["cancel", "declined", "already_declined", "This booking was declined", "no longer be changed"],
    ["cancel", "confirmed", "already_over", "The time of this booking has passed", "no longer be changed"],
    ["reschedule", "cancelled", "already_cancelled", "This booking was cancelled", "no longer be changed"],
    ["reschedule", "confirmed", "already_begun", "This meeting has begun", "no longer be moved"],
    ["reschedule", "pending", "already_over", "The time of this booking has passed", "no longer be changed"],
    ["reschedule", "pending", "not_failed", "The time of this booking has passed", "no longer be done"],
  ] as const)("%s when %s and %s", (action, status, refusal, heading, why) => {
    const page = refuses({ action, booking: bookingView({ status }), refusal });
    expect(headingOf(page)).toBe(heading);
    expect(page).toMatch(new RegExp(`<p role="alert">[^<]*${why}`));
    expect(wordsOf(page)).toContain("To talk to");
  });

  test("explains an expired request to both sides", () => {
    const booking = bookingView({ status: "declined", isExpired: true });
    for (const [action, refusal] of [
      ["confirm", "decided_declined"],
      ["cancel", "already_declined"],
    ] as const)
      expect(wordsOf(refuses({ action, booking, refusal }))).toContain(
        "Declined: there was no answer in time",
      );
  });

  test("offers what can still be done", () => {
    const booking = bookingView({ status: "cancelled" });
    const page = refuses({
      action: "reschedule",
      booking,
      refusal: "already_cancelled",
      next: { bookUrl: "/book/dana/30min" },
    });
    expect(page).toContain('href="/book/dana/30min"');
  });

  test("an unknown link says what may have happened", () => {
    const words = wordsOf(missingPage(english));
    for (const help of ["lost its end", "latest one", "reply to that email"]) expect(words).toContain(help);
  });
});
