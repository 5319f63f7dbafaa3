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
import type { Letter, LetterFacts } from "../../domain/letter.ts";
import { fill } from "../../i18n/wording.ts";
import type { Speech } from "./letter-language.ts";
import type { Links } from "./links.ts";

/** Who reads a letter. */
export type Reader = "attendee" | "host";

/** Says who a letter is for. */
export function readerOf(letter: Letter): Reader {
  return letter.startsWith("host_") ? "host" : "attendee";
}

/** The status that a letter reports, given the booking's own, which is reported only after a move. */
export function statusTold(letter: Letter, status: BookingStatus): BookingStatus {
  if (letter.endsWith("_moved")) return status;
  if (letter.endsWith("_requested")) return "pending";
  if (letter.endsWith("_declined") || letter.endsWith("_expired")) return "declined";
  return letter.endsWith("_cancelled") || letter.endsWith("_disowned") ? "cancelled" : "confirmed";
}

/** What a meeting's title is made of. */
export type TitleFacts = {
  readonly eventTitle: string;
  readonly host: { readonly name: string; readonly email: string };
  readonly attendee: { readonly name: string; readonly email: string };
};

/**
 * The meeting's name in a reader's calendar. The attendee's has nothing in it that was typed to book, since anybody can type
 * it beside somebody else's address. With `longest`, each of its parts is cut to that many UTF-16 code units.
 */
export function meetingTitle(
  { eventTitle, host, attendee }: TitleFacts,
  reader: Reader,
  { texts }: Speech,
  longest = Infinity,
): string {
  const event = shortened(eventTitle, longest);
  const name = shortened(host.name, longest);
  if (reader === "attendee") return fill(texts.meetingWith, { event, name });
  return fill(texts.meetingTitle, { event, attendee: shortened(attendee.name, longest), host: name });
}

/**
 * The iTIP message (RFC 5546, 3.2.2 and 3.2.5) that puts the booking into the reader's calendar, moves it there
 * or takes it out. Expects plain facts.
 */
export function invitation(
  facts: LetterFacts,
  method: "REQUEST" | "CANCEL",
  reader: Reader,
  links: Links,
  speech: Speech,
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
    summary: meetingTitle(facts, reader, speech),
    description: description(facts, reader, cancelled ? null : links, speech),
    location: facts.location,
    url: isWebAddress(facts.location) ? facts.location : null,
    status: cancelled ? ICalEventStatus.CANCELLED : liveStatus(facts.status),
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    organizer: { name: commonName(facts.host.name), email: facts.organizerEmail },
  });
  invite(event, facts, reader);
  // Every line ends with CRLF, the last one too (RFC 5545, 3.1); the generator leaves that one open.
  return `${calendar.toString()}\r\n`;
}

/** True for a location that can be opened: an https address and nothing else. */
export function isWebAddress(location: string | null): location is string {
  return location !== null && /^https:\/\/\S+$/i.test(location) && URL.canParse(location);
}

/** A host who has yet to confirm a new time has it as a tentative one (RFC 5545, 3.8.1.11). */
function liveStatus(status: BookingStatus): ICalEventStatus {
  return status === "pending" ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

/**
 * Both people agreed to the time already, or the host does by a link, so no answer is asked for and everyone who agreed is
 * ACCEPTED: Gmail then files the meeting as accepted, and the host's inbox gets no RSVP emails that could not change the booking anyway.
 * Outlook ignores PARTSTAT and asks on its own. The host's copy lists the host as well, because mail programs
 * look for their reader among the attendees. The attendee's copy says nobody's name, as the one was typed.
 */
function invite(event: ICalEvent, facts: LetterFacts, reader: Reader): void {
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
 * The backslash escapes nothing in a parameter (RFC 5545, 3.2), yet ical.js, and Thunderbird with it, reads one
 * as an escape and may then look for the address inside the name. No name needs one.
 */
function commonName(name: string): string {
  return name.replaceAll("\\", "/");
}

/** The host's copy carries no links: those of the attendee are the attendee's alone. */
function description(facts: LetterFacts, reader: Reader, links: Links | null, { texts }: Speech): string {
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
    ...answers.map(({ label, answer }) => `${label}\n${answer}`),
  ]);
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}

/** Cuts between characters as people see them, never inside an emoji. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    if (kept.length + segment.length >= longest) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
