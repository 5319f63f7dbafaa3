import type { Plural } from "../wording.ts";

/** Every text of the booking pages. `{name}` is a placeholder; a language that lacks a text does not compile. */
export type Texts = {
  readonly book: string;
  readonly withHost: string;
  readonly hostIntro: string;
  readonly nothingOffered: string;
  readonly previousPage: string;
  readonly nextPage: string;
  readonly minutes: Plural;
  readonly hours: Plural;
  readonly video: string;
  readonly phone: string;
  readonly inPerson: string;
  readonly otherPlace: string;
  readonly needsApproval: string;
  /** Above the lengths of a meeting to choose from. */
  readonly chooseLength: string;
  readonly chooseTime: string;
  readonly previousMonth: string;
  readonly nextMonth: string;
  readonly dayFree: string;
  readonly timesOn: string;
  readonly timesFree: Plural;
  /** Headings of many times of one day. */
  readonly dayParts: { readonly morning: string; readonly afternoon: string; readonly evening: string };
  readonly noTimesOn: string;
  readonly noTimesInMonth: string;
  readonly noTimesAtAll: string;
  readonly goToNextFree: string;
  readonly loadingTimes: string;
  readonly timeZone: string;
  readonly searchTimeZone: string;
  readonly noZoneFound: string;
  readonly zonesFound: Plural;
  readonly apply: string;
  readonly clock12: string;
  readonly clock24: string;
  readonly clockLabel: string;
  readonly yourDetails: string;
  readonly back: string;
  readonly name: string;
  readonly email: string;
  /** The label of the question for the attendee's number. */
  readonly phoneNumber: string;
  readonly notes: string;
  readonly optional: string;
  readonly guests: string;
  /** Asks for up to `{count}` addresses. */
  readonly guestsHint: string;
  /** Says that `{host}` cannot be booked on a `{day}`. */
  readonly awayOn: string;
  /** The same `{from}` one day or time `{to}` another, both included. */
  readonly awayFrom: string;
  /** Leads to the page of another host, `{name}`. */
  readonly bookInstead: string;
  readonly changeGuests: string;
  readonly choose: string;
  readonly confirmButton: string;
  readonly requestButton: string;
  readonly sending: string;
  readonly sendingSlowly: string;
  readonly taken: string;
  readonly takenNoneNear: string;
  readonly nearestTimes: string;
  readonly pickAnother: string;
  readonly checkFields: string;
  readonly offline: string;
  readonly backOnline: string;
  readonly unreachable: string;
  readonly slotsUnreachable: string;
  readonly tryAgain: string;
  readonly tooMany: string;
  readonly serverTrouble: string;
  readonly calendarUnreachable: string;
  readonly noLongerOffered: string;
  readonly linkUsed: string;
  readonly code: string;
  readonly newCode: string;
  readonly codeSent: string;
  readonly proveAddress: string;
  readonly tooManyBookings: string;
  readonly tooManyMoves: string;
  readonly alreadySent: string;
  readonly problems: {
    readonly code: string;
    readonly required: string;
    /** For a checkbox, and for a list of options. */
    readonly unticked: string;
    readonly unchosen: string;
    readonly email: string;
    readonly guests: string;
    readonly number: string;
    readonly phone: string;
    readonly url: string;
    readonly invalid: string;
  };
  readonly confirmedTitle: string;
  readonly confirmedLead: string;
  readonly pendingTitle: string;
  readonly pendingLead: string;
  /** Below the title of a confirmed booking that is opened again. */
  readonly laterConfirmed: string;
  readonly laterPending: string;
  readonly declinedTitle: string;
  readonly cancelledTitle: string;
  readonly noLongerHeld: string;
  readonly overTitle: string;
  readonly what: string;
  readonly when: string;
  readonly where: string;
  readonly who: string;
  readonly addToCalendar: string;
  readonly addPending: string;
  readonly icsFile: string;
  readonly move: string;
  readonly cancel: string;
  readonly bookAnother: string;
  readonly meetingTitle: string;
  readonly close: string;
  readonly embed: string;
  readonly embedTitle: string;
  readonly embedLead: string;
  readonly embedInline: string;
  readonly embedPopup: string;
  readonly embedReact: string;
  readonly copy: string;
  readonly copied: string;
  readonly missingTitle: string;
  readonly missingLead: string;
  readonly missingNext: string;
  readonly otherEvents: string;
  /** The pages of a private link that can no longer be used. */
  readonly linkGone: Readonly<Record<"used" | "expired", { readonly title: string; readonly lead: string }>>;
};
