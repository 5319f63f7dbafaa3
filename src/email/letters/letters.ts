import type { EpochMs } from "../../domain/interval.ts";
import type { Letter, LetterFacts } from "../../domain/letter.ts";
import { invitation, readerOf } from "./invitation.ts";
import { letterHtml } from "./letter-html.ts";
import { letterPlain } from "./letter-plain.ts";
import { letterText, speechOf } from "./letter-texts.ts";
import type { Links } from "./links.ts";
import { plainFacts } from "./sanitize.ts";
import { subjectOf } from "./subjects.ts";

/**
 * An email ready to send. Names, addresses and the subject contain no line breaks or control characters; a name may be
 * empty.
 */
export type RenderedLetter = {
  readonly to: Mailbox;
  readonly replyTo: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The attached iCalendar object, and the method for its MIME part (RFC 6047, 2.4). */
  readonly invitation: { readonly method: "REQUEST" | "CANCEL"; readonly ics: string } | null;
};

/** An email as it is sent. `date` is the same on every attempt. */
export type RenderedEmail = RenderedLetter & { readonly date: EpochMs };

type Mailbox = { readonly name: string; readonly address: string };

/** Renders an email in its recipient's language and zone, with replies going to the other person. */
export function renderLetter(
  letter: Letter,
  facts: LetterFacts,
  links: Links,
  subject = subjectOf(letter, facts),
): RenderedLetter {
  const plain = plainFacts(facts);
  const reader = readerOf(letter);
  const speech = speechOf(letter, plain);
  const written = letterText(letter, plain, links, speech);
  const method = plain.invitation;
  return {
    to: reader === "host" ? mailbox(plain.host) : mailbox({ name: "", email: plain.attendee.email }),
    replyTo: mailbox(reader === "host" ? plain.attendee : plain.host),
    subject,
    text: letterPlain(written, speech),
    html: letterHtml(subject, written, speech),
    invitation: method && { method, ics: invitation(plain, method, reader, links, speech) },
  };
}

function mailbox({ name, email }: { readonly name: string; readonly email: string }): Mailbox {
  return { name, address: email };
}
