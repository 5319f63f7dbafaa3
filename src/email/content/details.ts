import { type BookingStatus, isLive } from "../../domain/booking.ts";
import type { EmailFacts } from "../../domain/email.ts";
import { answerLabel, answerText } from "../../i18n/answer-text.ts";
import { fill } from "../../i18n/wording.ts";
import { isWebAddress } from "../../icalendar/calendar.ts";
import type { Reader } from "./invitation.ts";
import type { EmailTranslation } from "./translation.ts";
import { peopleTime, type TimeLine } from "./people-time.ts";

/** A labelled fact in an email. `href` links its first line; `isPast` marks a fact that no longer applies. */
export type EmailDetail = {
  readonly label: string;
  readonly lines: readonly (string | TimeLine)[];
  readonly href?: string;
  readonly isPast?: boolean;
};

/**
 * What the attendee or a guest needs to know about a booking with that status. Leaves out notes and typed answers: anybody can
 * type them next to somebody else's address.
 */
export function visitorDetails(
  facts: EmailFacts,
  status: BookingStatus,
  reader: "attendee" | "guest",
  translation: EmailTranslation,
): EmailDetail[] {
  const { attendee, host } = facts;
  const { texts } = translation;
  return [
    ...reasonDetails(facts, reader, translation),
    { label: texts.what, lines: [fill(texts.meetingWith, { event: facts.eventTitle, name: host.name })] },
    ...timeDetails(facts, status, attendee.timeZone, translation),
    ...(isLive(status) ? [placeDetail(facts, texts.places, translation)] : []),
    ...(reader === "guest" ? [] : facts.answers)
      .filter(({ is_chosen }) => is_chosen)
      .flatMap((answer) => answerDetails(answer, translation)),
  ];
}

/** What the host needs to know about a booking with that status. */
export function hostDetails(
  facts: EmailFacts,
  status: BookingStatus,
  translation: EmailTranslation,
): EmailDetail[] {
  const { attendee, host } = facts;
  const { texts, locale } = translation;
  return [
    ...reasonDetails(facts, "host", translation),
    { label: texts.what, lines: [facts.eventTitle] },
    { label: texts.who, lines: [attendee.name, attendee.email] },
    ...timeDetails(facts, status, host.timeZone, translation),
    ...(attendee.timeZone === host.timeZone
      ? []
      : [
          {
            label: fill(texts.theirTime, { name: attendee.name }),
            lines: [peopleTime(facts, attendee.timeZone, locale)],
            isPast: !isLive(status),
          },
        ]),
    ...(isLive(status) ? [placeDetail(facts, texts.hostPlaces, translation)] : []),
    ...(facts.guests.length > 0 ? [{ label: texts.guests, lines: facts.guests }] : []),
    ...typedDetails(texts.notes, facts.notes),
    ...facts.answers.flatMap((answer) => answerDetails(answer, translation)),
  ];
}

/**
 * People know their own reasons, and nobody is emailed something that a stranger typed in their name; guests read only what the
 * host wrote.
 */
function reasonDetails(
  { actor, reason }: EmailFacts,
  reader: Reader,
  { texts }: EmailTranslation,
): EmailDetail[] {
  const isRead = reader === "guest" ? actor === "host" : actor !== reader;
  return isRead ? typedDetails(texts.reason, reason) : [];
}

function timeDetails(
  facts: EmailFacts,
  status: BookingStatus,
  timeZone: string,
  { texts, locale }: EmailTranslation,
): EmailDetail[] {
  const when = { label: texts.when, lines: [peopleTime(facts, timeZone, locale)], isPast: !isLive(status) };
  if (!facts.movedFrom) return [when];
  return [
    { label: texts.before, lines: [peopleTime(facts.movedFrom, timeZone, locale)], isPast: true },
    { ...when, label: texts.now },
  ];
}

function placeDetail(
  facts: EmailFacts,
  places: EmailTranslation["texts"]["places"],
  { texts }: EmailTranslation,
): EmailDetail {
  const { location } = facts;
  return {
    label: texts.where,
    lines: [placeText(facts, places)],
    ...(isWebAddress(location) ? { href: location } : {}),
  };
}

/** Where to meet; in words if there is no location. */
export function placeText(
  { location, locationType, host }: EmailFacts,
  places: EmailTranslation["texts"]["places"],
): string {
  return location ?? fill(places[locationType], { name: host.name });
}

function answerDetails(answer: EmailFacts["answers"][number], { language }: EmailTranslation) {
  return typedDetails(answerLabel(answer, language), answerText(answer.answer, language));
}

function typedDetails(label: string, typed: string | null): EmailDetail[] {
  return typed === null ? [] : [{ label, lines: typed.split("\n") }];
}
