import { isoInstant, isoLocal } from "../../domain/clock.ts";
import type { Booking } from "../../domain/records.ts";
import type { Zone } from "../../domain/zone.ts";
import { answerText } from "../../i18n/answer-text.ts";

/** What each column of the file has; times are in the host's zone. */
const columns: Readonly<Record<string, (booking: Booking, zone: Zone) => string | null>> = {
  id: ({ id }) => String(id),
  status: ({ status }) => status,
  start: ({ starts_at }, zone) => isoLocal(zone, starts_at),
  end: ({ ends_at }, zone) => isoLocal(zone, ends_at),
  event_type: ({ event_type }) => typed(event_type.title),
  attendee_name: ({ attendee_name }) => typed(attendee_name),
  attendee_email: ({ attendee_email }) => typed(attendee_email),
  guests: ({ guests }) => typed(guests.join(" ")),
  attendee_timezone: ({ attendee_time_zone }) => attendee_time_zone,
  location: ({ location }) => typed(location),
  notes: ({ notes }) => typed(notes),
  answers: ({ answers }) =>
    typed(answers.map(({ label, answer }) => `${label} ${answerText(answer, "en")}`).join("\n")),
  cancellation_reason: ({ cancellation_reason }) => typed(cancellation_reason),
  no_show: ({ no_show }) => (no_show ? "yes" : "no"),
  created: ({ created_at }) => isoInstant(created_at),
};

/** The first line, with a byte order mark, without which spreadsheets take UTF-8 for another encoding. */
export const CSV_HEAD = `\ufeff${lineOf(Object.keys(columns))}`;

/** A booking as a line (RFC 4180). */
export function csvLine(booking: Booking, zone: Zone): string {
  return lineOf(Object.values(columns).map((column) => column(booking, zone) ?? ""));
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Text that somebody typed: spreadsheets would take some beginnings for a formula (OWASP, CSV Injection). */
function typed(text: string | null): string | null {
  return text !== null && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
