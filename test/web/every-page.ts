import { askPage } from "../../src/web/links/ask-page.tsx";
import type { BookingView, NextUrls } from "../../src/web/links/booking-view.tsx";
import { missingPage, failurePage } from "../../src/web/links/error-pages.tsx";
import { guestsPage } from "../../src/web/links/guests-page.tsx";
import { type LinkTranslation, linkTranslationFor } from "../../src/web/links/link-translation.ts";
import { notMePage } from "../../src/web/links/not-me-page.tsx";
import { outcomePage } from "../../src/web/links/outcome-page.tsx";
import { refusedPage } from "../../src/web/links/refused-page.tsx";
import type { LinkAction } from "../../src/i18n/texts/links.ts";

export const english = linkTranslationFor("en", null);

/** A booking on 20 March 2026 at 9:00 in Chicago, with overrides. */
export function bookingView(but: Partial<BookingView> = {}): BookingView {
  return {
    forHost: false,
    eventTitle: "30 minute meeting",
    hostName: "Dana Ortiz",
    attendeeName: "Jason Johnson",
    attendeeEmail: "jason@example.com",
    startsAt: Date.parse("2026-03-20T14:00:00Z"),
    endsAt: Date.parse("2026-03-20T14:30:00Z"),
    timeZone: "America/Chicago",
    location: "Room 4",
    status: "pending",
    isExpired: false,
    reason: null,
    rescheduleReason: null,
    notes: "Looking to discuss the enterprise plan",
    answers: [{ question_id: "q", label: "Company", answer: "Initech" }],
    ...but,
  };
}

/** The booking for the side whose link does this. */
export function readBy(action: LinkAction | "reschedule", booking: BookingView): BookingView {
  return { ...booking, forHost: action === "confirm" || action === "decline" };
}

/** Every page in every state, with `word` in every input and `url` in every link. */
export function everyPage(
  word: string,
  url: string,
  translation: LinkTranslation = english,
): Map<string, string> {
  const typed = bookingView({
    eventTitle: word,
    hostName: word,
    attendeeName: word,
    attendeeEmail: word,
    location: word,
    notes: word,
    answers: [{ question_id: "q", label: word, answer: word }],
  });
  const next = { cancelUrl: url, rescheduleUrl: url, reasonUrl: url, bookUrl: url };
  return new Map([
    ...askPages(translation, typed, word, url, next),
    ...outcomePages(translation, typed, word, next),
    ...refusedPages(translation, typed, word, next),
    ...notMePages(translation, typed, url, next),
    ...guestPages(translation, typed, word, url),
    ["missing", missingPage(translation)] as const,
    ...pageErrors.map((pageError) => [pageError, failurePage(translation, pageError, "k3x9qd-7f")] as const),
  ]);
}

function guestPages(translation: LinkTranslation, typed: BookingView, word: string, url: string): Named {
  const shown = { actionUrl: url, typed: word, most: 3 };
  return [
    ["guests", guestsPage(translation, typed, shown)],
    ["guests saved", guestsPage(translation, typed, { ...shown, isSaved: true })],
    ["guests wrong", guestsPage(translation, typed, { ...shown, isWrong: true })],
  ];
}

const pageErrors = [
  "malformed",
  "tooLarge",
  "invalid",
  "reasonTooLong",
  "rateLimited",
  "internal",
  "unavailable",
] as const;

type Named = readonly (readonly [string, string])[];

function askPages(
  translation: LinkTranslation,
  typed: BookingView,
  word: string,
  actionUrl: string,
  next: NextUrls,
): Named {
  const booking = { ...typed, reason: word };
  const actions = ["confirm", "decline", "cancel"] as const;
  return actions.map((action) => [
    `ask ${action}`,
    askPage(translation, { action, booking: readBy(action, booking), actionUrl, next }),
  ]);
}

function outcomePages(translation: LinkTranslation, typed: BookingView, word: string, next: NextUrls): Named {
  const results = {
    confirm: "confirmed",
    decline: "declined",
    cancel: "cancelled",
  } as const;
  return (["confirm", "decline", "cancel"] as const).flatMap((action) =>
    outcomesOf(action).flatMap((outcome) =>
      [null, word].map((reason) => {
        const booking = { ...typed, status: results[action], reason };
        const name = `${action} ${outcome}${reason === null ? "" : " with a reason"}`;
        return [
          name,
          outcomePage(translation, { action, outcome, booking: readBy(action, booking), next }),
        ] as const;
      }),
    ),
  );
}

function outcomesOf(action: LinkAction) {
  return action === "decline"
    ? (["done", "already", "explained", "explainedBefore"] as const)
    : (["done", "already"] as const);
}

function notMePages(translation: LinkTranslation, typed: BookingView, url: string, next: NextUrls): Named {
  const cancelled = { ...typed, status: "cancelled", reason: null } as const;
  const until = Date.parse("2026-06-18T14:00:00Z");
  return [
    ["disown", notMePage(translation, typed, { state: "ask", actionUrl: url })],
    ["disowned", notMePage(translation, cancelled, { state: "done", undoUrl: url, until })],
    ["disowned, emails allowed again", notMePage(translation, cancelled, { state: "undone", next })],
  ];
}

const refusals = {
  pending: "already_over",
  confirmed: "decided_confirmed",
  declined: "already_declined",
  cancelled: "decided_cancelled",
} as const;

function refusedPages(translation: LinkTranslation, typed: BookingView, word: string, next: NextUrls): Named {
  const begun = { action: "reschedule", booking: typed, refusal: "already_begun", next } as const;
  const refusedBy = (["confirm", "decline", "cancel", "reschedule"] as const).flatMap((action) =>
    (["pending", "confirmed", "declined", "cancelled"] as const).map((status) => {
      const booking = { ...typed, status, reason: word };
      return [
        `${action} refused when ${status}`,
        refusedPage(translation, {
          action,
          booking: readBy(action, booking),
          refusal: refusals[status],
          next,
        }),
      ] as const;
    }),
  );
  const late = { ...typed, status: "declined", isExpired: true, reason: word } as const;
  const expired = {
    action: "confirm",
    booking: readBy("confirm", late),
    refusal: "decided_declined",
    next,
  } as const;
  return [
    ...refusedBy,
    ["reschedule refused once begun", refusedPage(translation, begun)],
    ["confirm refused once expired", refusedPage(translation, expired)],
  ];
}
