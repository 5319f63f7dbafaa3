import { type BookingStatus, isLive } from "../../domain/booking.ts";
import { type EmailKind, type EmailFacts, isReminder } from "../../domain/email.ts";
import { fill } from "../../i18n/wording.ts";
import { type Reader, readerOf, sideOf, statusTold } from "./invitation.ts";
import { type EmailDetail, hostDetails, visitorDetails } from "./details.ts";
import { hostNoteDetails } from "./host-note.ts";
import { type EmailTranslation, translationFor } from "./translation.ts";
import type { Links } from "./links.ts";
import type { Opening, Texts } from "../../i18n/texts/email.ts";

/** A link that the recipient can follow. */
export type Action = { readonly label: string; readonly url: string; readonly isMain: boolean };

/** The content of an email, independent of text or HTML. */
export type EmailContent = {
  readonly heading: string;
  readonly lead: string;
  readonly details: readonly EmailDetail[];
  readonly actions: readonly Action[];
  readonly footer: string;
  /** A last line with a link for recipients who did not book. */
  readonly notMe?: { readonly question: string; readonly answer: string; readonly url: string } | undefined;
};

export function translationOf(letter: EmailKind, { host, attendee }: EmailFacts): EmailTranslation {
  return translationFor((sideOf(letter) === "host" ? host : attendee).locale);
}

/** Composes an email. Expects sanitized facts. */
export function emailContent(
  letter: EmailKind,
  facts: EmailFacts,
  links: Links,
  translation: EmailTranslation,
): EmailContent {
  const { texts } = translation;
  const reader = readerOf(letter);
  const status = statusTold(letter, facts.status);
  const details =
    reader === "host"
      ? hostDetails(facts, status, translation)
      : visitorDetails(facts, status, reader, translation);
  return {
    ...openingOf(letter, facts, reader, texts),
    details: (isReminder(letter) ? placeFirst(details, texts) : details).concat(
      reader === "attendee" ? hostNoteDetails(facts, translation) : [],
    ),
    actions: actionsFor(reader, facts, status, links, texts),
    footer: footerFor(reader, facts, texts),
    notMe: isFirst(letter) && links.disown !== undefined ? { ...texts.notMe, url: links.disown } : undefined,
  };
}

/** Before a meeting, people look for the link or the address, and then for the time. */
function placeFirst(details: readonly EmailDetail[], { where, when }: Texts): EmailDetail[] {
  const rankOf = ({ label }: EmailDetail) => [when, where].indexOf(label);
  return details.toSorted((one, other) => rankOf(other) - rankOf(one));
}

/** Returns whether an email can be the first one that the attendee receives. */
function isFirst(letter: EmailKind): boolean {
  return ["attendee_booked", "attendee_requested", "attendee_approved"].includes(letter);
}

function openingOf(letter: EmailKind, facts: EmailFacts, reader: Reader, texts: Texts): Opening {
  const opening = texts.openings[letter];
  const lead = "ownLead" in opening && facts.actor === reader ? opening.ownLead : opening.lead;
  const isPending = letter.endsWith("_moved") && facts.status === "pending";
  const name = otherOf(reader, facts).name;
  const sentences = isPending ? `${lead} ${whoDecides(facts, reader, texts)}` : lead;
  return { heading: opening.heading, lead: fill(sentences, { name, email: facts.attendee.email }) };
}

/** Only a booking that was confirmed before has a calendar entry to move. */
function whoDecides({ invitation }: EmailFacts, reader: Reader, texts: Texts): string {
  if (invitation === null) return reader === "host" ? texts.awaitsYou : texts.awaitsHost;
  return reader === "host" ? texts.asksYouAgain : texts.asksHostAgain;
}

function otherOf(reader: Reader, { host, attendee }: EmailFacts): EmailFacts["attendee"] {
  return reader === "host" ? attendee : host;
}

function actionsFor(
  reader: Reader,
  facts: EmailFacts,
  status: BookingStatus,
  links: Links,
  texts: Texts,
): Action[] {
  if (reader === "guest") return [];
  return reader === "host" ? hostActions(status, links, texts) : attendeeActions(facts, status, links, texts);
}

function attendeeActions(
  { isOffered, takesGuests }: EmailFacts,
  status: BookingStatus,
  links: Links,
  texts: Texts,
): Action[] {
  if (!isLive(status))
    return isOffered ? [{ label: texts.bookAgain, url: links.bookAgain, isMain: true }] : [];
  return [
    { label: texts.reschedule, url: links.reschedule, isMain: false },
    { label: texts.cancel, url: links.cancel, isMain: false },
    ...(takesGuests ? [{ label: texts.changeGuests, url: links.guests, isMain: false }] : []),
  ];
}

function hostActions(status: BookingStatus, links: Links, texts: Texts): Action[] {
  const open = { label: texts.open, url: links.view, isMain: false };
  if (!isLive(status)) return [open];
  const reschedule = { label: texts.reschedule, url: links.hostReschedule, isMain: false };
  if (status === "confirmed")
    return [open, reschedule, { label: texts.cancel, url: links.hostCancel, isMain: false }];
  return [
    { label: texts.confirm, url: links.confirm, isMain: true },
    { label: texts.decline, url: links.decline, isMain: false },
    reschedule,
    open,
  ];
}

function footerFor(reader: Reader, facts: EmailFacts, texts: Texts): string {
  return fill(texts[`${reader}Footer`], { name: otherOf(reader, facts).name, email: facts.attendee.email });
}
