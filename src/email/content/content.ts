import type { EpochMs } from "../../domain/interval.ts";
import type { EmailKind, EmailFacts } from "../../domain/email.ts";
import { type Invitation, invitation, readerOf, sideOf } from "./invitation.ts";
import { emailHtml } from "./html.tsx";
import { emailText } from "./plain-text.ts";
import { emailContent, translationOf } from "./compose.ts";
import type { Links } from "./links.ts";
import { sanitizeFacts } from "./sanitize.ts";
import { subjectOf } from "./subjects.ts";

/** An email ready to send. Names, addresses and the subject contain no line breaks or control characters; a name may be empty. */
export type RenderedContent = {
  readonly to: Mailbox;
  readonly replyTo: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly invitation: Invitation | null;
  /** Whose email it is, shown as `Jane Doe via Bookings`; empty for the server's own. */
  readonly sender: string;
};

/** An email as it is sent. `date` is the same on every attempt. */
export type RenderedEmail = RenderedContent & { readonly date: EpochMs };

export type Mailbox = { readonly name: string; readonly address: string };

/** Renders an email in its recipient's language and zone, with replies going to the other person. */
export function renderContent(
  letter: EmailKind,
  facts: EmailFacts,
  links: Links,
  subject = subjectOf(letter, facts),
): RenderedContent {
  const plain = sanitizeFacts(facts);
  const reader = readerOf(letter);
  const translation = translationOf(letter, plain);
  const written = emailContent(letter, plain, links, translation);
  const method = plain.invitation;
  const other = sideOf(letter) === "host" ? plain.attendee : plain.host;
  return {
    to:
      reader === "host"
        ? mailbox(plain.host)
        : mailbox({ name: "", email: plain.guest ?? plain.attendee.email }),
    replyTo: mailbox(other),
    subject,
    text: emailText(written, translation),
    html: emailHtml(subject, written, translation),
    invitation: method && invitation(plain, method, reader, links, translation),
    sender: other.name,
  };
}

function mailbox({ name, email }: { readonly name: string; readonly email: string }): Mailbox {
  return { name, address: email };
}
