import type { Trx } from "../../db/database.ts";
import { bookingsOfMailbox } from "../../db/queries/bookings/bookings.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { addressKey } from "../../domain/text/address.ts";
import { isLive } from "../../domain/booking.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import {
  bookingsOfNetwork,
  EMAILS_TO_ADDRESS,
  GUEST_CHANGES_OF_BOOKING,
  MOST_RESCHEDULES,
  RESCHEDULES_OF_BOOKING,
  WIDE_NETWORK_FACTOR,
} from "../../domain/limits.ts";
import type { Booking } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { Deps } from "../deps.ts";
import {
  all,
  type LimitedSubject,
  type Limits,
  mayCount,
  mayUse,
  nothing,
  type RecordUse,
} from "./limits.ts";

/**
 * Limits on what one anonymous visitor can cause: live bookings of an address with a host, emails to an address, bookings
 * from a client network, and changes of a booking's time. An address verified by a code is limited by its own bookings only,
 * not by those that others made in its name.
 */

/** Keyed hashes of a request's client network and of the larger network around it. */
export type ClientNetworks = { readonly narrow: string; readonly wide?: string | undefined };

/** The recipient of emails about a booking; `proved` if the visitor verified it with an emailed code. */
export type Mailbox = { readonly email: string; readonly proved: boolean };

/** Checks whether a visitor may book. Refuses with `too_many_bookings`, or the time until they may. */
export async function mayBook(
  trx: Trx,
  { limits }: Deps,
  { host, eventType }: Bookable,
  mailbox: Mailbox,
  client: ClientNetworks | undefined,
  now: EpochMs,
): Promise<Outcome<RecordUse>> {
  if (!limits) return done(nothing);
  const bookings = await bookingsOf(trx, mailbox, now);
  const toCome = bookings.filter(
    (one) => one.host_id === host.id && one.starts_at > now && isLive(one.status),
  );
  if (toCome.length >= eventType.max_upcoming_per_attendee) return refused("too_many_bookings");
  const emailed = await mayEmailTo(trx, limits, mailbox, bookings, now);
  // The booking row already records when its first email was caused, so only the network is counted.
  return emailed.ok ? mayCount(trx, networksOf(limits, client), now) : emailed;
}

/**
 * Checks whether a visitor may cause an email to each of these guests, who count like attendees: no booking row records when
 * they were emailed, so the use is recorded.
 */
export async function mayInvite(
  trx: Trx,
  { limits }: Deps,
  guests: readonly string[],
  now: EpochMs,
): Promise<Outcome<RecordUse>> {
  if (!limits) return done(nothing);
  const uses: RecordUse[] = [];
  for (const email of guests.toSorted()) {
    const mailbox = { email, proved: false };
    const allowed = await mayUse(trx, emailsTo(limits, mailbox), now, await timesOf(trx, mailbox, now));
    if (!allowed.ok) return allowed;
    uses.push(allowed.value);
  }
  return done(all(...uses));
}

/** Checks whether the attendee may add these guests, and remove any. */
export async function mayChangeGuests(
  trx: Trx,
  deps: Deps,
  { id }: Pick<Booking, "id">,
  added: readonly string[],
  now: EpochMs,
): Promise<Outcome<RecordUse>> {
  if (!deps.limits) return done(nothing);
  const changes = await mayUse(trx, { subject: `guests:${id}`, limit: GUEST_CHANGES_OF_BOOKING }, now);
  if (!changes.ok) return changes;
  const invited = await mayInvite(trx, deps, added, now);
  return invited.ok ? done(all(changes.value, invited.value)) : invited;
}

/** Checks whether the attendee may reschedule a booking. Refuses with `too_many_moves`, or the time until they may. */
export async function mayReschedule(
  trx: Trx,
  deps: Deps,
  booking: Booking,
  emailIsReplaced: boolean,
  now: EpochMs,
): Promise<Outcome<RecordUse>> {
  if (!deps.limits) return done(nothing);
  if (booking.attendee_moves >= MOST_RESCHEDULES) return refused("too_many_moves");
  const moves = await mayUse(trx, { subject: `move:${booking.id}`, limit: RESCHEDULES_OF_BOOKING }, now);
  if (!moves.ok) return moves;
  const guests = await mayInvite(trx, deps, booking.guests, now);
  if (!guests.ok) return guests;
  const email = emailIsReplaced ? done(nothing) : await mayEmail(trx, deps, booking, now);
  return email.ok ? done(all(moves.value, guests.value, email.value)) : email;
}

/** Checks whether a visitor may cause another email to the attendee of a booking. */
export async function mayEmail(
  trx: Trx,
  { limits }: Deps,
  { attendee_email, address_proved }: Booking,
  now: EpochMs,
): Promise<Outcome<RecordUse>> {
  if (!limits) return done(nothing);
  const mailbox = { email: attendee_email, proved: address_proved };
  return mayEmailTo(trx, limits, mailbox, await bookingsOf(trx, mailbox, now), now);
}

/**
 * A mailbox's bookings that can have caused an email recently. Nobody reschedules or cancels a meeting that is over, and none
 * takes longer than a day.
 */
function bookingsOf(trx: Trx, { email, proved }: Mailbox, now: EpochMs) {
  const since = now - EMAILS_TO_ADDRESS.withinMs;
  return bookingsOfMailbox(trx, { key: addressKey(email), proved }, { startAfter: since - DAY_MS, since });
}

async function mayEmailTo(
  trx: Trx,
  limits: Limits,
  mailbox: Mailbox,
  bookings: readonly { readonly created_at: EpochMs }[],
  now: EpochMs,
): Promise<Outcome<RecordUse>> {
  if (bookings.length === 0) return done(nothing);
  return mayUse(trx, emailsTo(limits, mailbox), now, timesIn(bookings));
}

function emailsTo({ hash }: Limits, { email, proved }: Mailbox): LimitedSubject {
  const subject = `email:${proved ? "proved" : "any"}:${hash(addressKey(email))}`;
  return { subject, limit: EMAILS_TO_ADDRESS };
}

/** When a mailbox was emailed about bookings of its own. */
async function timesOf(trx: Trx, mailbox: Mailbox, now: EpochMs): Promise<EpochMs[]> {
  return timesIn(await bookingsOf(trx, mailbox, now));
}

function timesIn(bookings: readonly { readonly created_at: EpochMs }[]): EpochMs[] {
  return bookings.map(({ created_at }) => created_at);
}

function networksOf({ bookingsPerHour }: Limits, client: ClientNetworks | undefined): LimitedSubject[] {
  if (!client) return [];
  const narrow = { subject: client.narrow, limit: bookingsOfNetwork(bookingsPerHour) };
  if (client.wide === undefined) return [narrow];
  return [narrow, { subject: client.wide, limit: bookingsOfNetwork(bookingsPerHour * WIDE_NETWORK_FACTOR) }];
}
