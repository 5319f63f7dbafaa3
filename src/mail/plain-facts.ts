import type { LetterFacts } from "../domain/letter.ts";
import type { TitleFacts } from "./invitation.ts";

/**
 * The facts with every typed word made safe to set into headers, plain text and calendar lines: no control
 * characters, no unpaired surrogates, line breaks only in notes, answers and the reason. Nameless people are
 * called by their address.
 */
export function plainFacts(facts: LetterFacts): LetterFacts {
  const { eventTitle, host, attendee } = plainTitle(facts);
  return {
    ...facts,
    eventTitle,
    host: { ...facts.host, ...host },
    attendee: { ...facts.attendee, ...attendee },
    location: oneLine(facts.location ?? "") || null,
    notes: manyLines(facts.notes ?? "") || null,
    answers: facts.answers
      .map(({ label, answer }) => ({ label: oneLine(label), answer: manyLines(answer) }))
      .filter(({ answer }) => answer !== ""),
    reason: manyLines(facts.reason ?? "") || null,
  };
}

/** The same for what a meeting's title is made of. */
export function plainTitle(facts: TitleFacts & { readonly eventSlug: string }): TitleFacts {
  return {
    eventTitle: oneLine(facts.eventTitle) || facts.eventSlug,
    host: person(facts.host),
    attendee: person(facts.attendee),
  };
}

function person({ name, email }: TitleFacts["host"]) {
  const address = CLEAN.test(email) ? email : email.replace(/[\s\p{Cc}]/gu, "");
  return { name: oneLine(name) || address, email: address };
}

/** Matches words of printable ASCII with single spaces between them, like most texts: they need no cleaning. */
const CLEAN = /^[!-~]+(?: [!-~]+)*$/;

function oneLine(text: string): string {
  if (CLEAN.test(text)) return text;
  return withoutDirectionOverrides(text.toWellFormed())
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

function manyLines(text: string): string {
  const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map(oneLine);
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** An override left open in a name would turn round the words that follow it; right-to-left text needs none. */
function withoutDirectionOverrides(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/g, "");
}
