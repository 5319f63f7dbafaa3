import {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendar,
  ICalCalendarMethod,
  type ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { BookingStatus } from "../../domain/booking.ts";
import type { EmailKind, EmailFacts } from "../../domain/email.ts";
import { answerText } from "../../i18n/answer-text.ts";
import { fill } from "../../i18n/wording.ts";
import type { EmailTranslation } from "./translation.ts";
import type { Links } from "./links.ts";

/** The recipient's side. */
export type Reader = "attendee" | "host";

/** The side that an email is sent to. */
export function readerOf(letter: EmailKind): Reader {
  return letter.startsWith("host_") ? "host" : "attendee";
}

/** The status that an email reports; the booking's own status only matters after a rescheduling. */
export function statusTold(letter: EmailKind, status: BookingStatus): BookingStatus {
  if (letter.endsWith("_moved")) return status;
  if (letter.endsWith("_requested")) return "pending";
  if (letter.endsWith("_declined") || letter.endsWith("_expired")) return "declined";
  return letter.endsWith("_cancelled") || letter.endsWith("_disowned") ? "cancelled" : "confirmed";
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
  if (reader === "attendee") return fill(texts.meetingWith, { event, name });
  return fill(texts.meetingTitle, { event, attendee: shortened(attendee.name, longest), host: name });
}

/**
 * The iTIP message (RFC 5546, 3.2.2 and 3.2.5) that adds, moves or removes the booking in the recipient's calendar. Expects
 * sanitized facts.
 */
export function invitation(
  facts: EmailFacts,
  method: "REQUEST" | "CANCEL",
  reader: Reader,
  links: Links,
  translation: EmailTranslation,
): string {
  const cancelled = method === "CANCEL";
  const calendar = new ICalCalendar({
    prodId: "//schedkit//schedkit//EN",
    method: ICalCalendarMethod[method],
    scale: "GREGORIAN",
  });
  const event = calendar.createEvent({
    id: facts.uid,
    sequence: facts.sequence,
    stamp: new Date(facts.happenedAt),
    start: new Date(facts.startsAt),
    end: new Date(facts.endsAt),
    summary: meetingTitle(facts, reader, translation),
    description: description(facts, reader, cancelled ? null : links, translation),
    location: facts.location,
    url: isWebAddress(facts.location) ? facts.location : null,
    status: cancelled ? ICalEventStatus.CANCELLED : liveStatus(facts.status),
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    organizer: { name: commonName(facts.host.name), email: facts.organizerEmail },
  });
  invite(event, facts, reader);
  // Every line ends with CRLF, including the last (RFC 5545, 3.1), where the generator leaves it out.
  return `${calendar.toString()}\r\n`;
}

/** Returns whether a location is an https URL. */
export function isWebAddress(location: string | null): location is string {
  return location !== null && /^https:\/\/\S+$/i.test(location) && URL.canParse(location);
}

/** Tentative while the host has not confirmed a new time (RFC 5545, 3.8.1.11). */
function liveStatus(status: BookingStatus): ICalEventStatus {
  return status === "pending" ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

/**
 * Both people have agreed to the time, or the host does so through a link. So no reply is requested and everyone who agreed
 * is ACCEPTED: Gmail then files the meeting as accepted, and the host gets no RSVP emails, which could not change the booking
 * anyway. Outlook ignores PARTSTAT and asks on its own. The host's copy lists the host too, because email programs look for
 * their user among the attendees. The attendee's copy contains no name, since anybody may have typed it.
 */
function invite(event: ICalEvent, facts: EmailFacts, reader: Reader): void {
  const common = { type: ICalAttendeeType.INDIVIDUAL, rsvp: false };
  const { attendee, host } = facts;
  const { ACCEPTED, TENTATIVE } = ICalAttendeeStatus;
  const named = (name: string) => (reader === "host" ? { name: commonName(name) } : {});
  event.createAttendee({
    ...common,
    ...named(attendee.name),
    email: attendee.email,
    role: ICalAttendeeRole.REQ,
    status: ACCEPTED,
  });
  if (reader === "attendee") return;
  event.createAttendee({
    ...common,
    ...named(host.name),
    email: host.email,
    role: ICalAttendeeRole.CHAIR,
    status: facts.status === "pending" ? TENTATIVE : ACCEPTED,
  });
}

/**
 * A backslash escapes nothing in a parameter (RFC 5545, 3.2), but ical.js, and so Thunderbird, treats it as an escape and may
 * then find the address inside the name. No name needs one.
 */
function commonName(name: string): string {
  return name.replaceAll("\\", "/");
}

/** The host's copy contains no links: the links belong to the attendee. */
function description(
  facts: EmailFacts,
  reader: Reader,
  links: Links | null,
  { texts, language }: EmailTranslation,
): string {
  const { eventTitle: event, host, attendee, notes, answers } = facts;
  const action = (label: string, url: string) => `${fill(texts.labelled, { label })} ${url}`;
  if (reader === "attendee") {
    const actions = links
      ? [action(texts.reschedule, links.reschedule), action(texts.cancel, links.cancel)]
      : [];
    return paragraphs([fill(texts.meetingWith, { event, name: host.name }), actions.join("\n")]);
  }
  return paragraphs([
    fill(texts.meetingWith, { event, name: `${attendee.name} <${attendee.email}>` }),
    notes ?? "",
    ...answers.map(({ label, answer }) => `${label}\n${answerText(answer, language)}`),
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
