import type { BookingStatus } from "../../domain/booking.ts";
import type { EmailKind, EmailFacts } from "../../domain/email.ts";
import { fill } from "../../i18n/wording.ts";
import { meetingTitle, type Reader, readerOf, statusTold, type TitleFacts } from "./invitation.ts";
import { translationFor } from "./translation.ts";
import { sanitizeTitle } from "./sanitize.ts";
import type { Texts } from "../../i18n/texts/email.ts";

/** The parts of the subjects of a change's emails, as people typed them. */
export type SubjectFacts = TitleFacts & { readonly eventSlug: string; readonly status: BookingStatus };

/** Limits each part of a subject, so that the whole stays below the 255 characters that Exchange keeps. */
const LONGEST_SUBJECT_PART = 70;

/** The subjects of the emails about one change, each in its recipient's language. */
export function subjectsOf(
  letters: readonly EmailKind[],
  facts: SubjectFacts,
  locales: Readonly<Record<Reader, string>>,
): string[] {
  const plain = sanitizeTitle(facts);
  return letters.map((letter) => {
    const reader = readerOf(letter);
    const translation = translationFor(locales[reader]);
    const meeting = meetingTitle(plain, reader, translation, LONGEST_SUBJECT_PART);
    const frame = frameFor(reader, statusTold(letter, facts.status), translation.texts);
    return frame === undefined ? meeting : fill(frame, { meeting });
  });
}

export function subjectOf(letter: EmailKind, facts: EmailFacts): string {
  const locales = { host: facts.host.locale, attendee: facts.attendee.locale };
  return subjectsOf([letter], facts, locales)[0]!;
}

/** Exchange uses the subject as the title of the calendar entry, so emails with a live entry only contain the meeting's name. */
function frameFor(reader: Reader, status: BookingStatus, { subjects }: Texts): string | undefined {
  if (status === "cancelled") return subjects.cancelled;
  if (status === "declined") return subjects.declined;
  if (status === "pending") return reader === "host" ? subjects.toApprove : subjects.requested;
  return undefined;
}
