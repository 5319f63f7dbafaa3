import { type BookingStatus, isLive } from "../domain/booking.ts";
import type { Letter, LetterFacts } from "../domain/letter.ts";
import { meetingTitle, type Reader } from "./invitation.ts";
import { attendeeDetails, type Detail, hostDetails } from "./letter-details.ts";
import type { Links } from "./links.ts";

/** Something that the reader can do by following a link. */
export type Action = { readonly label: string; readonly url: string; readonly isMain: boolean };

/** What a letter says, before it becomes text or HTML. */
export type LetterText = {
  readonly subject: string;
  readonly heading: string;
  readonly lead: string;
  readonly details: readonly Detail[];
  readonly actions: readonly Action[];
  readonly footer: string;
};

/** No part of a subject is longer, so that the whole stays below the 255 characters that Exchange keeps. */
const LONGEST_SUBJECT_PART = 70;

/** Says who a letter is for. */
export function readerOf(letter: Letter): Reader {
  return letter.startsWith("host_") ? "host" : "attendee";
}

/** Writes a letter. Expects plain facts. */
export function letterText(letter: Letter, facts: LetterFacts, links: Links): LetterText {
  const reader = readerOf(letter);
  const status = statusTold(letter, facts);
  return {
    subject: subjectPrefix(reader, status) + meetingTitle(facts, LONGEST_SUBJECT_PART),
    ...openings[letter](facts),
    details: reader === "host" ? hostDetails(facts, status) : attendeeDetails(facts, status),
    actions: reader === "host" ? hostActions(status, links) : attendeeActions(status, links),
    footer: reader === "host" ? hostFooter(facts) : attendeeFooter(facts),
  };
}

/** The status that a letter tells of; only a move leaves it as it was. */
function statusTold(letter: Letter, facts: LetterFacts): BookingStatus {
  if (letter.endsWith("_moved")) return facts.status;
  if (letter.endsWith("_requested")) return "pending";
  if (letter.endsWith("_declined")) return "declined";
  return letter.endsWith("_cancelled") ? "cancelled" : "confirmed";
}

/** Exchange titles the calendar entry from the subject, so letters with a live entry have no prefix. */
function subjectPrefix(reader: Reader, status: BookingStatus): string {
  if (status === "cancelled") return "Cancelled: ";
  if (status === "declined") return "Declined: ";
  if (status === "pending") return reader === "host" ? "Approve? " : "Requested: ";
  return "";
}

type Opening = { readonly heading: string; readonly lead: string };

const openings: Record<Letter, (facts: LetterFacts) => Opening> = {
  attendee_booked: ({ host }) => ({
    heading: "You are booked",
    lead: `Your time with ${host.name} is confirmed.`,
  }),
  attendee_requested: ({ host }) => ({
    heading: "Your request is on its way",
    lead: `${host.name} has to approve it first. The time is held for you, and you get a mail with the answer.`,
  }),
  attendee_approved: ({ host }) => ({
    heading: "Your booking is approved",
    lead: `${host.name} said yes. The time is yours.`,
  }),
  attendee_declined: ({ host }) => ({
    heading: "Your request was declined",
    lead: `${host.name} declined it. Nothing is booked.`,
  }),
  attendee_cancelled: (facts) => ({
    heading: "Your booking is cancelled",
    lead: `${actorFor("attendee", facts)} cancelled it.`,
  }),
  attendee_moved: (facts) => ({
    heading: "Your booking has a new time",
    lead: `${actorFor("attendee", facts)} moved it.${ifPending(facts, ` ${facts.host.name} still has to approve it.`)}`,
  }),
  host_booked: ({ attendee }) => ({
    heading: "You have a new booking",
    lead: `${attendee.name} booked a time with you.`,
  }),
  host_requested: ({ attendee }) => ({
    heading: "Do you approve this booking?",
    lead: `${attendee.name} asks for a time with you. It is held until you decide.`,
  }),
  host_approved: ({ attendee }) => ({
    heading: "You approved this booking",
    lead: `The time with ${attendee.name} is booked, and they have been told.`,
  }),
  host_cancelled: (facts) => ({
    heading: "A booking is cancelled",
    lead: `${actorFor("host", facts)} cancelled it. The time is free again.`,
  }),
  host_moved: (facts) => ({
    heading: "A booking has a new time",
    lead: `${actorFor("host", facts)} moved it.${ifPending(facts, " It still waits for your decision.")}`,
  }),
};

function ifPending({ status }: LetterFacts, words: string): string {
  return status === "pending" ? words : "";
}

function actorFor(reader: Reader, { actor, host, attendee }: LetterFacts): string {
  if (actor === reader) return "You";
  return actor === "host" ? host.name : attendee.name;
}

function attendeeActions(status: BookingStatus, links: Links): Action[] {
  if (!isLive(status)) return [];
  return [
    { label: "Reschedule", url: links.reschedule, isMain: false },
    { label: "Cancel", url: links.cancel, isMain: false },
  ];
}

function hostActions(status: BookingStatus, links: Links): Action[] {
  if (status !== "pending") return [];
  return [
    { label: "Approve", url: links.approve, isMain: true },
    { label: "Decline", url: links.decline, isMain: false },
  ];
}

function attendeeFooter({ host, attendee }: LetterFacts): string {
  return `Reply to this mail to write to ${host.name}. It was sent to ${attendee.email} because this address was given for the booking.`;
}

function hostFooter({ attendee }: LetterFacts): string {
  return `Reply to this mail to write to ${attendee.name}.`;
}
