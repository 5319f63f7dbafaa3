import type { Texts } from "./booking.ts";

/** What the page says when a booking is moved instead of made. */
export type RescheduleTexts = {
  /** Takes the place of the sentences under the same names. */
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
    /** Says before a booking that was confirmed moves that `{host}` decides again. */
    readonly asksAgain: string;
    readonly keep: string;
  };
  /** In place of the outcome, where the booking is at that time already. */
  readonly already: { readonly title: string; readonly lead: string };
};
