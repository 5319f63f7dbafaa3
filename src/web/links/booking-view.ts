import { type BookingStatus, isLive, type BookingAction } from "../../domain/booking.ts";
import { isoLocal } from "../../domain/clock.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { zoneOf } from "../../domain/zone.ts";
import { clockOf, longDate, offsetOf, spanText, zoneText } from "../../i18n/wall-time.ts";
import { type Html, html } from "./html.ts";
import type { LinkTranslation } from "./link-translation.ts";

/** A booking as a page shows it. `timeZone` is the reader's and must be known to `zoneOf`. */
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
  /** Whether the server declined it because the host did not decide in time. */
  readonly isExpired: boolean;
  readonly reason: string | null;
  readonly notes: string | null;
  readonly answers: readonly { readonly label: string; readonly answer: string }[];
};

/** Links to offer next; missing ones are not offered. */
export type NextUrls = {
  /** The page for rescheduling instead of cancelling. */
  readonly rescheduleUrl?: string | undefined;
  /** Accepts a `reason` for a decision that has already been made. */
  readonly reasonUrl?: string | undefined;
  /** The page for booking the same event type again. */
  readonly bookUrl?: string | undefined;
};

/** Returns whether a link belongs to the host. */
export function isForHost(move: BookingAction): boolean {
  return move === "confirm" || move === "decline";
}

/** A name within a sentence, isolated so that it cannot reorder the text around it. */
export function named(name: string): Html {
  return html`<bdi>${name}</bdi>`;
}

/** The names used in sentences. */
export function namesIn({ attendeeName, hostName }: BookingView) {
  return { attendee: named(attendeeName), host: named(hostName) };
}

/** The facts of a booking. Only the host sees the attendee's address, notes and answers. */
export function bookingDetails(translation: LinkTranslation, booking: BookingView, forHost: boolean): Html {
  const { details, statuses, expired } = translation.texts;
  const who = forHost
    ? html`${named(booking.attendeeName)}<br />${mailLink(booking.attendeeEmail)}`
    : named(booking.hostName);
  return html`<dl>
    ${detail(details.what, named(booking.eventTitle))} ${detail(forHost ? details.who : details.with, who)}
    ${detail(details.when, whenHtml(translation, booking))}
    ${booking.location !== null && isLive(booking.status) && detail(details.where, named(booking.location))}
    ${detail(details.status, booking.isExpired ? expired : statuses[booking.status])}
    ${forHost && booking.notes !== null && typedDetail(details.notes, booking.notes)}
    ${forHost && booking.answers.map(({ label, answer }) => typedDetail(label, answer))}
    ${booking.reason !== null && typedDetail(details.reason, booking.reason)}
  </dl>`;
}

/** The attendee's next steps as a list of links; empty if there are none. */
export function nextLinks({ texts }: LinkTranslation, { rescheduleUrl, bookUrl }: NextUrls): Html | false {
  if (rescheduleUrl === undefined && bookUrl === undefined) return false;
  return html`<ul class="links">
    ${rescheduleUrl !== undefined && linkItem(rescheduleUrl, texts.links.moveInstead)}
    ${bookUrl !== undefined && linkItem(bookUrl, texts.links.book)}
  </ul>`;
}

/** A mailto link. User input cannot add headers, such as a copy, to the email. */
export function mailLink(address: string): Html {
  const target = encodeURIComponent(address.toWellFormed()).replace("%40", "@");
  return html`<a href="mailto:${target}">${address}</a>`;
}

/** If the clocks change during the meeting, the span itself contains both offsets. */
function whenHtml({ locale }: LinkTranslation, { startsAt, endsAt, timeZone, status }: BookingView): Html {
  const zone = zoneOf(timeZone);
  const [start, end] = [isoLocal(zone, startsAt), isoLocal(zone, endsAt)];
  const span = spanText(locale, clockOf(locale), start, end);
  const offset = start.slice(19) === end.slice(19) && timeZone !== "UTC" ? `, ${offsetOf(start)}` : "";
  const when = html`${longDate(locale, start)}, <span class="whole">${span}</span>
    <span class="whole">(${zoneText(timeZone)}${offset})</span>`;
  return isLive(status) ? when : html`<s>${when}</s>`;
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
