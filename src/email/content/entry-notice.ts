import type { Db, Trx } from "../../db/database.ts";
import { findBooking } from "../../db/queries/bookings/bookings.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import type { EntryState } from "../../domain/calendars.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { oneLine } from "../../domain/text/typed-text.ts";
import { fill } from "../../i18n/wording.ts";
import type { OtherEmail } from "../email-job.ts";
import type { EnqueueContext } from "../enqueue.ts";
import type { EmailContent } from "./compose.ts";
import type { RenderedEmail } from "./content.ts";
import type { EmailDetail } from "./details.ts";
import { peopleTime } from "./people-time.ts";
import { enqueueOther, renderOther } from "./standalone.ts";
import { type EmailTranslation, translationFor } from "./translation.ts";

/** What a host did to the calendar entry of a booking; `movedTo` is its new start, if it was moved. */
export type EntryChange = {
  readonly bookingId: number;
  readonly state: Exclude<EntryState, "written">;
  readonly movedTo: EpochMs | null;
};

type StoredNotice = EntryChange & { readonly happenedAt: EpochMs; readonly locale: string };

/**
 * Enqueues the email that asks a host what becomes of a booking whose calendar entry they moved or deleted. Nothing of the
 * attendee is stored in it, so that an erasure leaves nothing behind.
 */
export async function enqueueEntryNotice(
  trx: Trx,
  context: EnqueueContext,
  { id, email, locale }: Host,
  change: EntryChange,
): Promise<void> {
  const now = context.now();
  const stored: StoredNotice = { ...change, happenedAt: now, locale };
  const booking = await findBooking(trx, change.bookingId);
  await enqueueOther(trx, context, {
    hostId: id,
    letter: "host_entry_changed",
    recipient: email,
    subject: translationFor(locale).texts.entryChanged[change.state].subject,
    payload: stored,
    idPrefix: `entry-${change.bookingId}`,
    usefulUntil: booking?.ends_at ?? now,
  });
}

/** Renders that email from the booking as it is now. */
export async function renderEntryNotice(
  db: Db,
  publicUrl: string,
  email: OtherEmail,
): Promise<RenderedEmail> {
  const { bookingId, state, movedTo, happenedAt, locale }: StoredNotice = JSON.parse(email.payload);
  const translation = translationFor(locale);
  const { entryChanged } = translation.texts;
  const booking = (await findBooking(db, bookingId))!;
  const host = (await findHost(db, email.host_id))!;
  const letter: EmailContent = {
    heading: entryChanged[state].heading,
    lead: fill(entryChanged[state].lead, { name: attendeeOf(booking) }),
    details: details(booking, host, movedTo, translation),
    actions: [
      { label: entryChanged.action, url: `${publicUrl}/dashboard/bookings/${bookingId}`, isMain: true },
    ],
    footer: entryChanged.footer,
  };
  return renderOther(email, letter, translation, {
    replyTo: { name: "", address: email.recipient },
    happenedAt,
  });
}

function attendeeOf({ attendee_name, attendee_email }: Booking): string {
  return oneLine(attendee_name) || attendee_email;
}

function details(
  booking: Booking,
  { time_zone }: Host,
  movedTo: EpochMs | null,
  { texts, locale }: EmailTranslation,
): EmailDetail[] {
  const { event_type, starts_at, ends_at } = booking;
  const timeFrom = (startsAt: EpochMs) =>
    peopleTime({ startsAt, endsAt: startsAt + ends_at - starts_at }, time_zone, locale);
  return [
    { label: texts.what, lines: [oneLine(event_type.title) || event_type.slug] },
    { label: texts.who, lines: [attendeeOf(booking)] },
    { label: texts.entryChanged.bookedFor, lines: [timeFrom(starts_at)] },
    ...(movedTo === null ? [] : [{ label: texts.entryChanged.movedTo, lines: [timeFrom(movedTo)] }]),
  ];
}
