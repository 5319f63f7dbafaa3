import type { BookingStatus, Party } from "../../domain/booking.ts";
import type { EmailKind, EmailFacts } from "../../domain/email.ts";
import {
  type CalendarEntry,
  type CalendarEvent,
  type CalendarMethod,
  calendarText,
} from "../../icalendar/calendar.ts";
import { answerLabel, answerText } from "../../i18n/answer-text.ts";
import { fill } from "../../i18n/wording.ts";
import type { EmailTranslation } from "./translation.ts";
import type { Links } from "./links.ts";

/** Who an email is for. */
export type Reader = Party | "guest";

export function readerOf(letter: EmailKind): Reader {
  if (letter.startsWith("guest_")) return "guest";
  return letter.startsWith("host_") ? "host" : "attendee";
}

/** The side whose language and zone an email uses; guests are addressed like the attendee who named them. */
export function sideOf(letter: EmailKind): Party {
  return readerOf(letter) === "host" ? "host" : "attendee";
}

/** The status that an email reports; the booking's own status only matters after a rescheduling. */
export function statusTold(letter: EmailKind, status: BookingStatus): BookingStatus {
  if (letter.endsWith("_moved")) return status;
  if (letter.endsWith("_requested")) return "pending";
  if (letter.endsWith("_declined") || letter.endsWith("_expired")) return "declined";
  return /_(cancelled|disowned|removed)$/.test(letter) ? "cancelled" : "confirmed";
}

export type TitleFacts = {
  readonly eventTitle: string;
  readonly host: { readonly name: string; readonly email: string };
  readonly attendee: { readonly name: string; readonly email: string };
};

/**
 * The meeting's name in the recipient's calendar. The attendee's version contains nothing typed while booking, because
 * anybody can type it next to somebody else's address. `longest` truncates each part, in UTF-16 code units.
 */
export function meetingTitle(
  { eventTitle, host, attendee }: TitleFacts,
  reader: Reader,
  { texts }: EmailTranslation,
  longest = Infinity,
): string {
  const event = shortened(eventTitle, longest);
  const name = shortened(host.name, longest);
  if (reader !== "host") return fill(texts.meetingWith, { event, name });
  return fill(texts.meetingTitle, { event, attendee: shortened(attendee.name, longest), host: name });
}

/** An attached iCalendar object, and the method for its MIME part (RFC 6047, 2.4). */
export type Invitation = { readonly method: CalendarMethod; readonly ics: string };

/**
 * The calendar entry that an email adds, moves or removes. Expects sanitized facts.
 *
 * The attendee gets an invitation (RFC 5546, 3.2.2). No reply is requested, and the attendee has ACCEPTED: Gmail then files
 * the meeting as accepted, and the host gets no RSVP emails, which could not change the booking anyway. The attendee's entry
 * contains no name of theirs, since anybody may have typed it. A guest gets the same, but has not been asked.
 *
 * The host gets a published entry (3.2.1) without attendees. Outlook and Gmail do not add an invitation whose organizer is
 * their own user, because that user's calendar should already have it; they offer to add a published one, as Apple Mail does.
 */
export function invitation(
  facts: EmailFacts,
  effect: "REQUEST" | "CANCEL",
  reader: Reader,
  links: Links,
  translation: EmailTranslation,
): Invitation {
  const isOff = effect === "CANCEL";
  const method = reader === "host" && !isOff ? "PUBLISH" : effect;
  const { host } = facts;
  const ics = calendarText({
    ...calendarEvent(facts, reader, isOff ? [] : linksOf(reader, links, translation), translation),
    ...(isOff && { status: "CANCELLED" }),
    method,
    organizer: { name: host.name, email: facts.organizerEmail },
    attendees: attendeesFor(reader, facts),
  });
  return { method, ics };
}

/** The other guests are only in the host's calendar. */
function attendeesFor(
  reader: Reader,
  { attendee: { email }, guest }: EmailFacts,
): CalendarEntry["attendees"] {
  if (reader === "host") return [];
  return guest === null ? [{ email }] : [{ email }, { email: guest, isAsked: true }];
}

/** A link in the description of a calendar event. */
type EventLink = { readonly label: string; readonly url: string };

function linksOf(reader: Reader, links: Links, { texts }: EmailTranslation): EventLink[] {
  if (reader === "guest") return [];
  if (reader === "host") return [{ label: texts.open, url: links.view }];
  return [
    { label: texts.reschedule, url: links.reschedule },
    { label: texts.cancel, url: links.cancel },
  ];
}

/** A meeting that takes place, as the calendar of one side shows it. Expects sanitized facts. */
export function calendarEvent(
  facts: EmailFacts,
  reader: Reader,
  links: readonly EventLink[],
  translation: EmailTranslation,
): CalendarEvent {
  return {
    uid: facts.uid,
    sequence: facts.sequence,
    stamp: facts.happenedAt,
    startsAt: facts.startsAt,
    endsAt: facts.endsAt,
    summary: meetingTitle(facts, reader, translation),
    description: description(facts, reader, links, translation),
    location: facts.location,
    // Tentative while the host has not confirmed a new time (RFC 5545, 3.8.1.11).
    status: facts.status === "pending" ? "TENTATIVE" : "CONFIRMED",
  };
}

/** Only the host reads what the attendee typed. */
function description(
  facts: EmailFacts,
  reader: Reader,
  links: readonly EventLink[],
  { texts, language }: EmailTranslation,
): string {
  const { eventTitle: event, host, attendee, notes, answers, guests } = facts;
  const actions = links.map(({ label, url }) => `${fill(texts.labelled, { label })} ${url}`).join("\n");
  if (reader !== "host") return paragraphs([fill(texts.meetingWith, { event, name: host.name }), actions]);
  return paragraphs([
    fill(texts.meetingWith, { event, name: `${attendee.name} <${attendee.email}>` }),
    guests.length === 0 ? "" : `${fill(texts.labelled, { label: texts.guests })} ${guests.join(", ")}`,
    notes ?? "",
    ...answers.map((one) => `${answerLabel(one, language)}\n${answerText(one.answer, language)}`),
    actions,
  ]);
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}

/** Truncates between grapheme clusters, never inside an emoji. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    if (kept.length + segment.length >= longest) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
