import type { Texts } from "./booking.ts";

/** The texts of the booking page when a booking is rescheduled. */
export type RescheduleTexts = {
  /** Replaces the texts with the same names. */
  readonly instead: Pick<
    Texts,
    | "chooseTime"
    | "yourDetails"
    | "confirmButton"
    | "requestButton"
    | "sending"
    | "sendingSlowly"
    | "taken"
    | "noTimesAtAll"
    | "offline"
    | "unreachable"
    | "confirmedTitle"
    | "confirmedLead"
    | "pendingTitle"
    | "pendingLead"
  >;
  readonly words: {
    readonly present: string;
    readonly oldTime: string;
    readonly newTime: string;
    readonly unchanged: string;
    /** Says, before a confirmed booking is rescheduled, that `{host}` has to decide again. */
    readonly asksAgain: string;
    /** A field for why, which `{host}` reads by email. */
    readonly reason: string;
    readonly keep: string;
  };
  /** Shown if the booking is already at that time. */
  readonly already: { readonly title: string; readonly lead: string };
};
