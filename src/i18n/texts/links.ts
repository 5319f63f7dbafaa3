import type { BookingStatus, BookingAction } from "../../domain/booking.ts";

/** Actions of links that ask first. */
export type LinkAction = Exclude<BookingAction, "reschedule">;

/** Why a link no longer applies. */
export type LinkRefusal =
  | "decided_confirmed"
  | "decided_declined"
  | "decided_cancelled"
  | "already_declined"
  | "already_cancelled"
  | "already_over"
  | "too_many_moves"
  | "already_begun"
  | "not_offered"
  | "other";

/** Errors before a link is processed. */
export type PageError =
  "malformed" | "tooLarge" | "invalid" | "reasonTooLong" | "rateLimited" | "internal" | "unavailable";

type Said = { readonly title: string; readonly lead: string };
type Question = Said & { readonly button: string; readonly leave: string };

/**
 * Every text of the pages behind links in emails. `{attendee}`, `{host}`, `{name}`, `{email}` and `{id}` are
 * placeholders; a language that lacks a text does not compile.
 */
export type LinkTexts = {
  readonly details: {
    readonly what: string;
    readonly who: string;
    readonly with: string;
    readonly when: string;
    readonly where: string;
    readonly status: string;
    readonly notes: string;
    readonly reason: string;
    readonly rescheduleReason: string;
  };
  readonly statuses: Readonly<Record<BookingStatus, string>>;
  /** The status of a request that the server declined because the host did not decide in time. */
  readonly expired: string;
  readonly ask: Readonly<Record<LinkAction, Question>>;
  readonly reasonLabel: string;
  /** Says that `{name}` can read the reason. */
  readonly reasonHint: string;
  readonly otherWays: string;
  readonly done: Readonly<Record<LinkAction, Said>>;
  /** Titles for a link that has already acted. */
  readonly already: Readonly<Record<LinkAction, string>>;
  readonly unchanged: string;
  /** The form for a reason after a link declined at once. */
  readonly explain: { readonly label: string; readonly hint: string; readonly button: string };
  readonly explained: Said;
  readonly explainedBefore: Said;
  readonly next: string;
  readonly links: { readonly moveInstead: string; readonly book: string };
  /** Titles for a link that no longer applies to its booking. */
  readonly refused: {
    readonly notOffered: string;
    readonly approved: string;
    readonly declined: string;
    readonly cancelled: string;
    readonly over: string;
    readonly movedTooOften: string;
    readonly begun: string;
  };
  readonly refusals: Readonly<Record<LinkRefusal, string>>;
  /** For a link to decide from an email about an earlier time. */
  readonly moved: Said;
  readonly nothingDone: string;
  readonly attendeeMayBook: string;
  readonly writeToAttendee: string;
  readonly writeToHost: string;
  /** For people who did not book themselves; `{until}` is a date. */
  readonly notMe: {
    readonly ask: Said;
    readonly done: Said;
    readonly undone: Said;
    readonly button: string;
    readonly leave: string;
    readonly undo: string;
  };
  /** The attendee's page for their guests, up to `{count}`. */
  readonly guests: Said & {
    readonly label: string;
    readonly hint: string;
    readonly button: string;
    readonly saved: string;
    readonly wrong: string;
  };
  readonly missing: Said & { readonly steps: readonly [string, string, string] };
  readonly sorry: {
    readonly title: string;
    readonly pageErrors: Readonly<Record<PageError, string>>;
    readonly steps: readonly [string, string];
    readonly tryAgain: string;
  };
};
