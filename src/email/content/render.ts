import type { Db } from "../../db/database.ts";
import { findBooking } from "../../db/queries/bookings/bookings.ts";
import { hasTarget } from "../../db/queries/calendars/calendars.ts";
import { findEntry } from "../../db/queries/calendars/entries.ts";
import { notesForBooking } from "../../db/queries/hosts/event-types.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import type { EmailFacts } from "../../domain/email.ts";
import type { ActionTokens } from "../../security/action-token.ts";
import type { EmailCodes } from "../../security/email-code.ts";
import type { ResetTokens } from "../../security/reset-token.ts";
import { type BookingEmail, type EmailJob, isAboutBooking, type OtherEmail, storedIn } from "../email-job.ts";
import { renderAddressNotice } from "./address-notice.ts";
import { renderCalendarNotice } from "./calendar-notice.ts";
import { renderEntryNotice } from "./entry-notice.ts";
import { emailFacts } from "./facts.ts";
import { type RenderedEmail, renderContent } from "./content.ts";
import { readerOf } from "./invitation.ts";
import { disownLink, linksFor } from "./links.ts";
import { renderCodeEmail } from "./render-code.ts";
import { renderTestLetter } from "./test-letter.ts";
import { renderResetEmail } from "./reset-email.ts";

/** What rendering an email needs from the server. */
export type RenderContext = {
  readonly tokens: ActionTokens;
  /** The prefix of every link, without a trailing slash. */
  readonly publicUrl: string;
  /**
   * Computes codes. Absent if the email is rendered for anybody but its recipient; only the recipient may see codes and the
   * link for people who did not book.
   */
  readonly codes?: EmailCodes;
  /** Issues links for new passwords; absent likewise. */
  readonly resets?: ResetTokens;
};

/**
 * Renders an email: the change and language as stored; names, addresses, notes and location as they are now. Links are the
 * same every time, and the subject and recipient are those in the outbox.
 */
export async function renderEmail(db: Db, context: RenderContext, email: EmailJob): Promise<RenderedEmail> {
  if (!isAboutBooking(email)) return renderOtherEmail(db, context, email);
  const { tokens, publicUrl, codes } = context;
  const { letter, subject, recipient } = email;
  const isForGuest = readerOf(letter) === "guest";
  const facts = {
    ...(await factsNow(db, email)),
    hostNote: await hostNoteOf(db, email),
    guest: isForGuest ? recipient : null,
  };
  const followers = { host: facts.host.locale, attendee: facts.attendee.locale };
  const { bookingId: id, uid, startsAt, eventSlug, host } = facts;
  const booking = { id, uid, startsAt, hostSlug: host.slug, eventSlug };
  const links = {
    ...linksFor(publicUrl, tokens, booking, followers),
    disown: codes && disownLink(publicUrl, tokens, booking, followers.attendee),
  };
  const rendered = renderContent(letter, facts, links, subject);
  const invitation = (await isInOwnCalendar(db, email)) ? null : rendered.invitation;
  return { ...rendered, invitation, to: { ...rendered.to, address: recipient }, date: facts.happenedAt };
}

/** The host's own words in a confirmation or reminder, as they are now. */
async function hostNoteOf(db: Db, { letter, booking_id }: BookingEmail): Promise<string | null> {
  if (letter === "attendee_reminder") return (await notesForBooking(db, booking_id)).reminder_note;
  const confirms = letter === "attendee_booked" || letter === "attendee_approved";
  return confirms ? (await notesForBooking(db, booking_id)).confirmation_note : null;
}

/** Whether the booking is in a calendar of the recipient already, so that the email must not add it again. */
async function isInOwnCalendar(db: Db, { letter, host_id, booking_id }: BookingEmail): Promise<boolean> {
  if (readerOf(letter) !== "host") return false;
  return (await hasTarget(db, host_id)) || (await findEntry(db, booking_id)) !== undefined;
}

function renderOtherEmail(
  db: Db,
  { publicUrl, codes, resets }: RenderContext,
  email: OtherEmail,
): Promise<RenderedEmail> {
  switch (email.letter) {
    case "email_code":
      return renderCodeEmail(db, codes, email);
    case "host_address_changed":
      return renderAddressNotice(db, publicUrl, email);
    case "host_password_reset":
      return renderResetEmail(db, publicUrl, resets, email);
    case "host_test_letter":
      return renderTestLetter(db, publicUrl, email);
    case "host_entry_changed":
      return renderEntryNotice(db, publicUrl, email);
    case "host_calendar_failing":
      return renderCalendarNotice(db, publicUrl, email);
  }
}

/** Reads everything that an email needs if it is rendered now. */
export async function factsNow(
  db: Db,
  email: Pick<BookingEmail, "booking_id" | "payload">,
): Promise<EmailFacts> {
  const booking = (await findBooking(db, email.booking_id))!;
  const host = (await findHost(db, booking.host_id))!;
  const { locale, ...event } = storedIn(email);
  return emailFacts(event, booking, host, locale);
}
