import { type BookingStatus, isLive } from "../domain/booking.ts";
import type { LetterFacts } from "../domain/letter.ts";
import { isWebAddress } from "./invitation.ts";
import { peopleTime } from "./people-time.ts";

/** A labelled fact of a letter. `href` makes its first line a link; `isPast` says that it no longer holds. */
export type Detail = {
  readonly label: string;
  readonly lines: readonly string[];
  readonly href?: string;
  readonly isPast?: boolean;
};

/**
 * What the attendee has to know of a booking in that status. Notes and answers stay out: anybody can type them
 * beside somebody else's address.
 */
export function attendeeDetails(facts: LetterFacts, status: BookingStatus): Detail[] {
  const { attendee, host, location } = facts;
  return [
    ...typedDetails("Reason", facts.reason),
    { label: "What", lines: [`${facts.eventTitle} with ${host.name}`] },
    ...timeDetails(facts, status, attendee.timeZone),
    ...(isLive(status) ? placeDetails(location) : []),
  ];
}

/** What the host has to know of a booking in that status. */
export function hostDetails(facts: LetterFacts, status: BookingStatus): Detail[] {
  const { attendee, host, location } = facts;
  return [
    ...typedDetails("Reason", facts.reason),
    { label: "What", lines: [facts.eventTitle] },
    { label: "Who", lines: [attendee.name, attendee.email] },
    ...timeDetails(facts, status, host.timeZone),
    ...(attendee.timeZone === host.timeZone
      ? []
      : [{ label: "In their time zone", lines: [peopleTime(facts, attendee.timeZone)] }]),
    ...(isLive(status) ? placeDetails(location) : []),
    ...typedDetails("Notes", facts.notes),
    ...facts.answers.flatMap(({ label, answer }) => typedDetails(label, answer)),
  ];
}

function timeDetails(facts: LetterFacts, status: BookingStatus, timeZone: string): Detail[] {
  const when = { label: "When", lines: [peopleTime(facts, timeZone)], isPast: !isLive(status) };
  if (!facts.movedFrom) return [when];
  return [
    { label: "Before", lines: [peopleTime(facts.movedFrom, timeZone)], isPast: true },
    { ...when, label: "Now" },
  ];
}

function placeDetails(location: string | null): Detail[] {
  if (location === null) return [];
  return [{ label: "Where", lines: [location], ...(isWebAddress(location) ? { href: location } : {}) }];
}

function typedDetails(label: string, typed: string | null): Detail[] {
  return typed === null ? [] : [{ label, lines: typed.split("\n") }];
}
