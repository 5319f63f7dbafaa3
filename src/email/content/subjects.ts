import type { BookingStatus, Party } from "../../domain/booking.ts";
import { type EmailKind, type EmailFacts, isReminder } from "../../domain/email.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { fill } from "../../i18n/wording.ts";
import { meetingTitle, type Reader, readerOf, sideOf, statusTold, type TitleFacts } from "./invitation.ts";
import { shortTime } from "./people-time.ts";
import { translationFor } from "./translation.ts";
import { sanitizeTitle } from "./sanitize.ts";
import type { Texts } from "../../i18n/texts/email.ts";

/** The parts of the subjects of a change's emails, as people typed them. */
export type SubjectFacts = TitleFacts & {
  readonly eventSlug: string;
  readonly status: BookingStatus;
  readonly startsAt: EpochMs;
};

/** The language tag and zone of each side. */
type Sides = Readonly<Record<Party, { readonly locale: string; readonly timeZone: string }>>;

/** Limits each part of a subject, so that the whole stays below the 255 characters that Exchange keeps. */
const LONGEST_SUBJECT_PART = 60;

/** The subjects of the emails about one change, each in its recipient's language and zone, with day and time. */
export function subjectsOf(letters: readonly EmailKind[], facts: SubjectFacts, sides: Sides): string[] {
  const plain = sanitizeTitle(facts);
  return letters.map((letter) => {
    const reader = readerOf(letter);
    const { locale, timeZone } = sides[sideOf(letter)];
    const translation = translationFor(locale);
    const title = meetingTitle(plain, reader, translation, LONGEST_SUBJECT_PART);
    const meeting = `${title} – ${shortTime(facts.startsAt, timeZone, translation.locale)}`;
    const frame = isReminder(letter)
      ? translation.texts.subjects.reminder
      : frameFor(reader, statusTold(letter, facts.status), translation.texts);
    return frame === undefined ? meeting : fill(frame, { meeting });
  });
}

export function subjectOf(letter: EmailKind, facts: EmailFacts): string {
  return subjectsOf([letter], facts, facts)[0]!;
}

/**
 * Exchange uses the subject as the title of the calendar entry, so emails with a live entry only contain the meeting and its
 * time. The time also tells the emails about a rescheduled booking apart.
 */
function frameFor(reader: Reader, status: BookingStatus, { subjects }: Texts): string | undefined {
  if (status === "cancelled") return subjects.cancelled;
  if (status === "declined") return subjects.declined;
  if (status === "pending") return reader === "host" ? subjects.toConfirm : subjects.requested;
  return undefined;
}
