import type { EmailFacts } from "../../domain/email.ts";
import type { AnswerValue } from "../../domain/records.ts";
import type { TitleFacts } from "./invitation.ts";
import { manyLines, oneLine } from "../../domain/text/typed-text.ts";

/**
 * The facts with all user input made safe for headers, bodies and calendar lines; only notes, answers and the reason may have
 * several lines. A person without a name is called by their address.
 */
export function sanitizeFacts(facts: EmailFacts): EmailFacts {
  const { eventTitle, host, attendee } = sanitizeTitle(facts);
  return {
    ...facts,
    eventTitle,
    host: { ...facts.host, ...host },
    attendee: { ...facts.attendee, ...attendee },
    location: oneLine(facts.location ?? "") || null,
    notes: manyLines(facts.notes ?? "") || null,
    answers: facts.answers
      .map(({ label, answer, ...rest }) => ({ ...rest, label: oneLine(label), answer: plainAnswer(answer) }))
      .filter(({ answer }) => answer !== ""),
    reason: manyLines(facts.reason ?? "") || null,
    hostNote: manyLines(facts.hostNote ?? "") || null,
    guests: facts.guests.map(address),
    guest: facts.guest === null ? null : address(facts.guest),
  };
}

function plainAnswer(answer: AnswerValue): AnswerValue {
  if (typeof answer === "string") return manyLines(answer);
  return typeof answer === "object" ? answer.map(oneLine) : answer;
}

/** The same for the parts of a meeting's title. */
export function sanitizeTitle(facts: TitleFacts & { readonly eventSlug: string }): TitleFacts {
  return {
    eventTitle: oneLine(facts.eventTitle) || facts.eventSlug,
    host: person(facts.host),
    attendee: person(facts.attendee),
  };
}

function person({ name, email }: TitleFacts["host"]) {
  return { name: oneLine(name) || address(email), email: address(email) };
}

function address(email: string): string {
  return email.replaceAll(/[\s\p{Cc}]/gu, "");
}
