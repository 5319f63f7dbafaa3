import { type BookingStatus, isLive, type Move } from "../domain/booking.ts";
import type { EpochMs } from "../domain/interval.ts";
import { peopleTime } from "../mail/people-time.ts";
import { type Html, html } from "./html.ts";

/** A booking as a page shows it. `timeZone` is the reader's and must be one that `zoneOf` knows. */
export type BookingView = {
  readonly eventTitle: string;
  readonly hostName: string;
  readonly attendeeName: string;
  readonly attendeeEmail: string;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly timeZone: string;
  readonly location: string | null;
  readonly status: BookingStatus;
  readonly reason: string | null;
  readonly notes: string | null;
  readonly answers: readonly { readonly label: string; readonly answer: string }[];
};

/** Where the reader can go from here; what is not given is not offered. */
export type NextUrls = {
  readonly cancelUrl?: string | undefined;
  readonly rescheduleUrl?: string | undefined;
  /** Takes the POST of a `reason` for a decision already made. */
  readonly reasonUrl?: string | undefined;
  /** The page on which the attendee can book the same thing anew. */
  readonly bookUrl?: string | undefined;
};

/** True when the host reads the page that belongs to a move's link; the attendee has the other links. */
export function isForHost(move: Move): boolean {
  return move === "confirm" || move === "decline";
}

/** A name within a sentence, kept from turning round the words beside it. */
export function named(name: string): Html {
  return html`<bdi>${name}</bdi>`;
}

/** The facts of a booking. Only its host sees the attendee's address, notes and answers. */
export function bookingDetails(booking: BookingView, forHost: boolean): Html {
  const who = forHost
    ? html`${named(booking.attendeeName)}<br />${mailLink(booking.attendeeEmail)}`
    : named(booking.hostName);
  return html`<dl>
    ${detail("What", named(booking.eventTitle))} ${detail(forHost ? "Who" : "With", who)}
    ${detail("When", whenHtml(booking))}
    ${booking.location !== null && isLive(booking.status) && detail("Where", named(booking.location))}
    ${detail("Status", statusNames[booking.status])}
    ${forHost && booking.notes !== null && typedDetail("Notes", booking.notes)}
    ${forHost && booking.answers.map(({ label, answer }) => typedDetail(label, answer))}
    ${booking.reason !== null && typedDetail("Reason", booking.reason)}
  </dl>`;
}

/** Where the attendee can go, as a list of links; empty when nothing is offered. */
export function nextLinks(
  next: NextUrls,
  words: { readonly cancel: string; readonly reschedule: string },
): Html {
  const links = [
    next.rescheduleUrl !== undefined && linkItem(next.rescheduleUrl, words.reschedule),
    next.bookUrl !== undefined && linkItem(next.bookUrl, "Book a new time"),
    next.cancelUrl !== undefined && linkItem(next.cancelUrl, words.cancel),
  ];
  return links.some(Boolean)
    ? html`<ul class="links">
        ${links}
      </ul>`
    : html``;
}

/** An address to write to. Nothing typed can add a header, such as a copy, to the mail that it opens. */
export function mailLink(address: string): Html {
  const target = encodeURIComponent(address.toWellFormed()).replace("%40", "@");
  return html`<a href="mailto:${target}">${address}</a>`;
}

const statusNames: Record<BookingStatus, string> = {
  pending: "Waiting for approval",
  confirmed: "Confirmed",
  declined: "Declined",
  cancelled: "Cancelled",
};

function whenHtml(booking: BookingView): Html {
  const [moment, zone] = peopleTime(booking, booking.timeZone).split(/ (?=\()/) as [string, string];
  const when = html`${moment} <span class="whole">${zone}</span>`;
  return isLive(booking.status) ? when : html`<s>${when}</s>`;
}

function detail(label: string, value: Html | string): Html {
  return html`<dt dir="auto">${label}</dt>
    <dd dir="auto">${value}</dd>`;
}

function typedDetail(label: string, typed: string): Html {
  return html`<dt dir="auto">${label}</dt>
    <dd dir="auto"><span class="typed">${typed}</span></dd>`;
}

function linkItem(url: string, words: string): Html {
  return html`<li><a href="${url}">${words}</a></li>`;
}
