import type { FieldError, Refusal } from "../../../domain/refusal.ts";
import { fill } from "../../../i18n/wording.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";

type ProblemTexts = DashboardTexts["problems"];

/** The texts for messages of the API, by their beginning. */
const known: readonly (readonly [start: string, text: keyof ProblemTexts])[] = [
  ["is required to change the email address", "passwordNeeded"],
  ["is required", "required"],
  ["must be given again", "required"],
  ["must be an address like", "calendarAddress"],
  ["must be a single line of visible text", "line"],
  ["must be text of at most", "text"],
  ["must be a whole number", "number"],
  ["must be an email address", "email"],
  ["must be lower-case letters and digits", "slug"],
  ["must be an IANA time zone", "zone"],
  ["must be a date", "date"],
  ["must be a time of day", "time"],
  ["must be an ISO 8601 instant", "time"],
  ["must be a web address", "website"],
  ["must be an https address", "https"],
  ["must be a colour", "color"],
  ["must be a PNG", "picture"],
  ["must be at most 512 KB", "pictureSize"],
  ["must have 12 to 200 characters", "passwordLength"],
  ["is too easy to guess", "passwordEasy"],
  ["is not your password", "passwordWrong"],
  ["must be after its start", "reversed"],
  ["must be after starts_at", "reversed"],
  ["must be in the future", "future"],
  ["must not overlap another interval", "overlapping"],
  ["must not be the attendee's own address", "sameGuest"],
  ["must not repeat another guest's address", "sameGuest"],
  ["must not have more than", "tooMany"],
  ["must be unique; combine", "sameDate"],
  ["must not be longer than max_advance_days", "notice"],
  ["must not contain a link", "link"],
  ["must not contain {", "variable"],
  ["must be the username of another host", "otherHost"],
  ["must have at most", "tooMany"],
  ["must be unique", "sameQuestion"],
  ["must differ from the other reminders", "sameReminder"],
  ["must be at least the duration", "shortLimit"],
  ["must differ from the others", "sameLength"],
  ["must be one of:", "choice"],
  ["must list the choices", "choices"],
  ["must answer", "required"],
];

/** The text for an error in a field. */
export function fieldProblem(texts: DashboardTexts, { message }: FieldError): string {
  const found = known.find(([start]) => message.startsWith(start));
  if (!found) return texts.problems.other;
  return fill(texts.problems[found[1]], numbersIn(message));
}

/** The limits that a message names, as `{min}` and `{max}`. */
function numbersIn(message: string): Record<string, string> {
  const [, min, max] = /from (\d+) to (\d+)/.exec(message) ?? [];
  if (min !== undefined && max !== undefined) return { min, max };
  const [, most] = /at most (\d+)/.exec(message) ?? [];
  return most === undefined ? {} : { max: most };
}

/** The text for a refusal. */
export function refusalText(texts: DashboardTexts, refusal: Refusal, retryAfter?: number): string {
  if (typeof refusal === "object") return fill(texts.refusals.tooOften, { seconds: String(retryAfter ?? 1) });
  const { refusals } = texts;
  if (refusal.startsWith("too_many_")) return refusals.tooMany;
  return Object.hasOwn(refusals, refusal) ? refusals[refusal as keyof typeof refusals] : refusals.other;
}
