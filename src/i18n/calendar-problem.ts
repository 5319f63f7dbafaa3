import type { CalendarProblemTexts } from "./texts/calendar-problems.ts";
import { fill } from "./wording.ts";

/** The texts for the sentences of calendar sources. */
const known: readonly (readonly [sentence: RegExp, text: keyof CalendarProblemTexts])[] = [
  [/^The server did not accept the user name or password/, "password"],
  [/^The server does not accept this address/, "withdrawn"],
  [/^The password was encrypted with another/, "otherSecret"],
  [/^There is no calendar at this address/, "noCalendar"],
  [/^The account has no calendar|lists no calendars|leads to no calendars/, "noCalendar"],
  [/^The address does not lead to a calendar in iCalendar/, "notCalendar"],
  [/^This is not an address of a calendar/, "noCalendar"],
  [/^There is a server at this address, but no calendar/, "noCaldav"],
  [
    /^The server does not offer calendars|^The server's response is incomplete, or not one of CalDAV/,
    "noCaldav",
  ],
  [/^The calendar was received only in part|^The response is compressed/, "incomplete"],
  [/^The calendar has more than|^The response is larger than/, "tooLarge"],
  [/^The server did not respond in time|took too long/, "slow"],
  [
    /^The (request failed|connection was|server is unreachable|server refused the connection)|^The server's n/,
    "unreachable",
  ],
  [/^The server has a problem of its own|^The server receives too many/, "serverTrouble"],
  [/^The server does not offer https|^The encrypted connection/, "encryption"],
  [/^The server does not allow writing/, "readOnly"],
  [/^The server does not allow|^The server refused the request/, "refused"],
  [/^The server redirects/, "redirects"],
  [/^The server refers to (?<host>\S+)\./, "elsewhere"],
  [/ is not a public address/, "privateAddress"],
  [/^The password would be sent without encryption/, "unencrypted"],
];

/** A sentence of a calendar source in the reader's language; a general one if it has no translation. */
export function calendarProblem(texts: CalendarProblemTexts, sentence: string): string {
  for (const [pattern, text] of known) {
    const found = pattern.exec(sentence);
    if (found) return fill(texts[text], { host: found.groups?.["host"] ?? "" });
  }
  return texts.other;
}
