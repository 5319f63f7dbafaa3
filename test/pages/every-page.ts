import { askPage } from "../../src/pages/ask-page.ts";
import type { BookingView, NextUrls } from "../../src/pages/booking-view.ts";
import { missingPage, sorryPage } from "../../src/pages/error-pages.ts";
import { movePage } from "../../src/pages/move-page.ts";
import { outcomePage } from "../../src/pages/outcome-page.ts";
import { refusedPage } from "../../src/pages/refused-page.ts";

/** A booking on 20 March 2026 at 9:00 in Chicago, with what a test says otherwise. */
export function bookingView(but: Partial<BookingView> = {}): BookingView {
  return {
    eventTitle: "30 minute meeting",
    hostName: "Dana Ortiz",
    attendeeName: "Jason Johnson",
    attendeeEmail: "jason@example.com",
    startsAt: Date.parse("2026-03-20T14:00:00Z"),
    endsAt: Date.parse("2026-03-20T14:30:00Z"),
    timeZone: "America/Chicago",
    location: "Room 4",
    status: "pending",
    reason: null,
    notes: "Looking to discuss the enterprise plan",
    answers: [{ label: "Company", answer: "Initech" }],
    ...but,
  };
}

/** A choice of times for a confirmed booking: two on Monday, 23 March 2026, in Chicago. */
export function moveChoice(
  but: Partial<Parameters<typeof movePage>[0]> = {},
): Parameters<typeof movePage>[0] {
  return {
    booking: bookingView({ status: "confirmed" }),
    actionUrl: "/v1/reschedule/token",
    days: [
      { date: "2026-03-23", starts: [freeStart("2026-03-23T14:00:00Z"), freeStart("2026-03-23T14:30:00Z")] },
      { date: "2026-03-24", starts: [] },
    ],
    timeZone: "America/Chicago",
    timeZones: ["America/Chicago", "America/Vancouver", "Europe/Vienna"],
    ...but,
  };
}

export function freeStart(start: string) {
  return { start, startsAt: Date.parse(start) };
}

/** Every page there is, in every state, with `word` wherever somebody typed something and `url` in every link. */
export function everyPage(word: string, url: string): Map<string, string> {
  const typed = bookingView({
    eventTitle: word,
    hostName: word,
    attendeeName: word,
    attendeeEmail: word,
    location: word,
    notes: word,
    answers: [{ label: word, answer: word }],
  });
  const next = { cancelUrl: url, rescheduleUrl: url, reasonUrl: url, bookUrl: url };
  return new Map([
    ...askPages(typed, word, url, next),
    ...outcomePages(typed, word, next),
    ...refusedPages(typed, word, next),
    ...movePages(typed, word, url),
    ["missing", missingPage()] as const,
    ["sorry", sorryPage({ title: word, sentence: word })] as const,
  ]);
}

type Named = readonly (readonly [string, string])[];

function askPages(typed: BookingView, word: string, actionUrl: string, next: NextUrls): Named {
  const booking = { ...typed, reason: word };
  const actions = ["confirm", "decline", "cancel"] as const;
  return actions.map((action) => [`ask ${action}`, askPage({ action, booking, actionUrl, next })]);
}

function outcomePages(typed: BookingView, word: string, next: NextUrls): Named {
  const results = {
    confirm: "confirmed",
    decline: "declined",
    cancel: "cancelled",
    reschedule: "pending",
  } as const;
  return (["confirm", "decline", "cancel", "reschedule"] as const).flatMap((action) =>
    (["done", "already"] as const).flatMap((outcome) =>
      [null, word].map((reason) => {
        const booking = { ...typed, status: results[action], reason };
        const name = `${action} ${outcome}${reason === null ? "" : " with a reason"}`;
        return [name, outcomePage({ action, outcome, booking, next })] as const;
      }),
    ),
  );
}

function refusedPages(typed: BookingView, sentence: string, next: NextUrls): Named {
  return (["confirm", "decline", "cancel", "reschedule"] as const).flatMap((action) =>
    (["pending", "confirmed", "declined", "cancelled"] as const).map((status) => {
      const booking = { ...typed, status, reason: sentence };
      return [`${action} refused when ${status}`, refusedPage({ action, booking, sentence, next })] as const;
    }),
  );
}

function movePages(booking: BookingView, problem: string, url: string): Named {
  const choice = moveChoice({
    booking,
    actionUrl: url,
    timeZones: [problem],
    earlierUrl: url,
    laterUrl: url,
  });
  return [
    ["move", movePage(choice)],
    ["move after a problem", movePage({ ...choice, problem })],
    ["move with nothing free", movePage({ ...choice, days: [] })],
  ];
}
