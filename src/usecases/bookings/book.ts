import type { Trx } from "../../db/database.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { findRememberedAnswer, rememberAnswer } from "../../db/queries/bookings/idempotency.ts";
import type { BookingChange } from "../../domain/booking-change.ts";
import { DAY_MS } from "../../domain/interval.ts";
import type { Booking } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { BookCommand } from "./book-command.ts";
import { countRefusal, reportOnCommit } from "./booking-events.ts";
import { enqueueEmails } from "../../email/enqueue.ts";
import type { Deps } from "../deps.ts";
import type { JustRead } from "../calendars/coalesce.ts";
import { type UsableLink, usableLink } from "../links/use-link.ts";
import { decideAfterReading, readCalendarsAround } from "../calendars/freshness.ts";
import { trustCalendars } from "../calendars/trust.ts";
import { chooseDuration } from "./choose-duration.ts";
import { checkBooking } from "./check-booking.ts";
import { insertBookingOf } from "./insert-booking.ts";
import { notify } from "./notify.ts";

/** How long a response is replayed for the same key. */
export const REMEMBERED_MS = DAY_MS;

/**
 * Books a slot; resolves once the booking and its emails are on disk. Refuses with `not_found`, `link_used`,
 * `slot_unavailable`, `calendar_unreachable`, `idempotency_mismatch`, an invalid length or answers, or a limit that the visitor has reached. A refusal uses up nothing.
 */
export async function book(deps: Deps, command: BookCommand): Promise<Outcome<Booking>> {
  const { hostSlug, eventSlug, startsAt } = command;
  const found = await deps.findOffered(deps.database.read, hostSlug, eventSlug);
  const chosen = found && chooseDuration(found, command.durationMinutes, DURATION);
  const bookable = chosen?.ok ? chosen.value : undefined;
  const outcome = await decideAfterReading(
    async () => bookable && readCalendarsAround(deps, bookable, startsAt),
    (justRead) => deps.database.write((trx) => bookIn(trx, deps, command, justRead)),
  );
  return countRefusal(deps, outcome);
}

const DURATION = "/duration_minutes";

async function bookIn(
  trx: Trx,
  deps: Deps,
  command: BookCommand,
  justRead: JustRead,
): Promise<Outcome<Booking>> {
  const { once } = command;
  const bookable = await deps.findOffered(trx, command.hostSlug, command.eventSlug);
  // The remembered response, the free time and the daily limit are checked before they are written; the lock keeps them
  // valid.
  if (bookable) await trx.lockHost(bookable.host.id);
  const first = once && (await findRememberedAnswer(trx, command, once.key, deps.now() - REMEMBERED_MS));
  if (first) {
    return first.request_hash === once.requestHash
      ? // Answers of older versions have no guests.
        done({ guests: [], ...JSON.parse(first.answer) })
      : refused("idempotency_mismatch");
  }
  if (!bookable) return refused("not_found");
  const link = await usableLink(trx, deps, bookable.eventType.id, command.link);
  if (!link.ok) return link;
  const chosen = chooseDuration(bookable, command.durationMinutes, DURATION);
  if (!chosen.ok) return chosen;
  const outcome = await placeBooking(trx, deps, chosen.value, command, link.value, justRead);
  if (!outcome.ok) return outcome;
  if (once) await remember(trx, deps, bookable, once, outcome.value);
  reportOnCommit(trx, deps, "created", outcome.value);
  return outcome;
}

async function placeBooking(
  trx: Trx,
  deps: Deps,
  bookable: Bookable,
  command: BookCommand,
  link: UsableLink | null,
  justRead: JustRead,
): Promise<Outcome<Booking>> {
  const judged = await checkBooking(trx, deps, bookable, command, deps.now());
  if (!judged.ok) return judged;
  const { answers, guests, proved, client, spend } = judged.value;
  const trust = await trustCalendars(trx, deps, bookable, command.startsAt, justRead);
  if (!trust.ok) return trust;
  const booking = await insertBookingOf(trx, deps, bookable, command, {
    answers,
    guests,
    client: client?.narrow ?? null,
    address_proved: proved,
    link_id: link?.id ?? null,
    ...trust.value,
  });
  if (!booking) return refused("slot_unavailable");
  await spend();
  await link?.countUse();
  const change: BookingChange = { event: "booked", booking, host: bookable.host, actor: "attendee" };
  const hasMore = bookable.hasWebhooks || bookable.hasCalendars;
  await (hasMore ? notify(trx, deps, change) : enqueueEmails(trx, deps, change));
  return done(booking);
}

async function remember(
  trx: Trx,
  deps: Deps,
  { eventType }: Bookable,
  { key, requestHash }: { key: string; requestHash: string },
  booking: Booking,
): Promise<void> {
  const answer = { request_hash: requestHash, booking_id: booking.id, answer: JSON.stringify(booking) };
  await rememberAnswer(trx, eventType.id, key, answer, deps.now());
}
