import { bookingsOfAttendee } from "../../db/queries/bookings/attendees.ts";
import { bookingsOfGuest } from "../../db/queries/bookings/guests.ts";
import { clearPrefills, type FilledLink, linksFilledWith } from "../../db/queries/bookings/private-links.ts";
import { auditOfBookings } from "../../db/queries/hosts/audit.ts";
import { findBooking } from "../../db/queries/bookings/bookings.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { emailsAbout } from "../../db/queries/outbox/email-jobs.ts";
import type { Actor } from "../../domain/actor.ts";
import type { AuditEntry } from "../../domain/audit.ts";
import { isLive } from "../../domain/booking.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { type Links, linksFor } from "../../email/content/links.ts";
import { emailsToGuest, eraseGuest, type MeetingOfGuest, meetingsOfGuest } from "../guests/privacy.ts";
import { record } from "../hosts/audit.ts";
import { type BookingEmail, toBookingEmail, storedIn } from "../../email/email-job.ts";
import type { Deps } from "../deps.ts";
import { type Erased, eraseAttendees } from "./erase.ts";
import { renderEmail } from "../../email/content/render.ts";
import type { EmailWithContent } from "../outbox/outbox.ts";

/** Who requests an attendee's data: a host for their own bookings, or the operator, without a host, for all. */
export type DataRequester = { readonly actor: Actor; readonly host?: Host };

/** A booking with its host, and the attendee's own links. */
export type BookingOfAttendee = {
  readonly booking: Booking;
  readonly host: Host;
  readonly links: Pick<Links, "cancel" | "reschedule">;
};

export type AttendeeData = {
  readonly email: string;
  readonly bookings: readonly BookingOfAttendee[];
  /** The meetings of others that the address was invited to. */
  readonly guestOf: readonly MeetingOfGuest[];
  readonly mails: readonly EmailWithContent[];
  /** The private links that are filled in with the address. */
  readonly links: readonly FilledLink[];
  readonly audit: readonly AuditEntry[];
};

/** How much is stored about an attendee, or was erased; `guestOf` are bookings of others, `links` are filled in for them. */
export type Amount = {
  readonly bookings: number;
  readonly guestOf: number;
  readonly mails: number;
  readonly links: number;
};

/** How many bookings are read or erased at a time; more would delay other writes. */
export const AT_ONCE = 100;

/** Everything stored about an address. Refuses with `not_found` if there is nothing. */
export async function exportAttendee(
  deps: Deps,
  requester: DataRequester,
  email: string,
): Promise<Outcome<AttendeeData>> {
  const stored = await storedFor(deps, requester, email);
  if (!stored) return refused("not_found");
  const { own: ids, asGuest, links } = stored;
  const bookings = await Promise.all(ids.map((id) => bookingOf(deps, id)));
  const guestOf = await meetingsOfGuest(deps.database.read, asGuest);
  const byId = new Map(bookings.map((one) => [one.booking.id, one]));
  const mails: EmailWithContent[] = [];
  for (const email of await emailsOf(deps, ids))
    mails.push(await forAttendee(deps, email, byId.get(email.booking_id)!));
  const toGuest = await inParts(asGuest, (some) => emailsToGuest(deps.database.read, some, email));
  const { tokens, publicUrl } = deps;
  for (const email of toGuest)
    mails.push({ email, letter: await renderEmail(deps.database.read, { tokens, publicUrl }, email) });
  const audit = await inParts(ids, (some) => auditOfBookings(deps.database.read, some));
  await deps.database.write(async (trx) => {
    for (const { booking } of [...bookings, ...guestOf])
      await recordOf(trx, deps, requester, "booking.exported", booking);
    for (const link of links) await recordOf(trx, deps, requester, "private_link.exported", link);
  });
  return done({ email, bookings, guestOf, mails, links, audit });
}

type Stored = {
  readonly own: readonly number[];
  /** The bookings of others that the address is a guest of. */
  readonly asGuest: readonly number[];
  /** The private links that are filled in with it. */
  readonly links: readonly FilledLink[];
};

/** Where an address is stored; undefined if it is not. */
async function storedFor(deps: Deps, { host }: DataRequester, email: string): Promise<Stored | undefined> {
  const { read } = deps.database;
  const own = await bookingsOfAttendee(read, email, host?.id);
  const asGuest = await bookingsOfGuest(read, email, host?.id);
  const links = await linksFilledWith(read, email, host?.id);
  return own.length + asGuest.length + links.length === 0 ? undefined : { own, asGuest, links };
}

/** How much an erasure would remove, and how many of the bookings are upcoming. */
export async function storedAbout(
  deps: Deps,
  requester: DataRequester,
  email: string,
): Promise<Outcome<Amount & { readonly toCome: number }>> {
  const stored = await storedFor(deps, requester, email);
  if (!stored) return refused("not_found");
  const { own: ids, asGuest, links } = stored;
  const bookings = await Promise.all(ids.map((id) => bookingOf(deps, id)));
  const toCome = bookings.filter(({ booking }) => isLive(booking.status) && booking.ends_at > deps.now());
  const mails = await emailsOf(deps, ids);
  const toGuest = await inParts(asGuest, (some) => emailsToGuest(deps.database.read, some, email));
  return done({
    bookings: ids.length,
    guestOf: asGuest.length,
    toCome: toCome.length,
    mails: mails.length + toGuest.length,
    links: links.length,
  });
}

/**
 * Erases an attendee from bookings, emails and what private links fill in. The times and live bookings stay, but their links stop working and nobody is
 * emailed. Refuses with `not_found` if nothing is stored.
 */
export async function eraseAttendee(
  deps: Deps,
  requester: DataRequester,
  email: string,
): Promise<Outcome<Amount>> {
  const stored = await storedFor(deps, requester, email);
  if (!stored) return refused("not_found");
  const { own, asGuest } = stored;
  const links = await eraseFromLinks(deps, requester, email);
  const parts = await inParts(own, async (some) => [await eraseSome(deps, requester, some)]);
  const toGuest = await inParts(asGuest, async (some) => [
    await eraseFromGuests(deps, requester, some, email),
  ]);
  await deps.database.discardOldPages();
  return done({
    bookings: sum(parts.map(({ bookings }) => bookings.length)),
    guestOf: asGuest.length,
    mails: sum(parts.map(({ mails }) => mails)) + sum(toGuest),
    links,
  });
}

function eraseFromGuests(
  deps: Deps,
  { actor }: DataRequester,
  ids: readonly number[],
  email: string,
): Promise<number> {
  return deps.database.write(async (trx) => {
    for (const { booking } of await meetingsOfGuest(trx, ids)) {
      const { id: subject_id, host_id } = booking;
      const entry = { host_id, actor, action: "booking.updated", subject_id, changes: ["guests"] } as const;
      await record(trx, deps, entry);
    }
    return eraseGuest(trx, deps, ids, email);
  });
}

/** Clears what private links of the address fill in. Returns how many there were. */
function eraseFromLinks(deps: Deps, requester: DataRequester, email: string): Promise<number> {
  return deps.database.write(async (trx) => {
    const links = await linksFilledWith(trx, email, requester.host?.id);
    const ids = links.map(({ id }) => id);
    if (ids.length > 0) await clearPrefills(trx, ids);
    for (const link of links) await recordOf(trx, deps, requester, "private_link.erased", link);
    return links.length;
  });
}

function eraseSome(deps: Deps, requester: DataRequester, ids: readonly number[]): Promise<Erased> {
  return deps.database.write(async (trx) => {
    const erased = await eraseAttendees(trx, deps, ids);
    for (const booking of erased.bookings) await recordOf(trx, deps, requester, "booking.erased", booking);
    return erased;
  });
}

async function emailsOf(deps: Deps, ids: readonly number[]): Promise<BookingEmail[]> {
  return (await inParts(ids, (some) => emailsAbout(deps.database.read, some))).map(toBookingEmail);
}

/** Processes all of these bookings in batches. */
async function inParts<T>(
  ids: readonly number[],
  work: (some: readonly number[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE)
    all.push(...(await work(ids.slice(from, from + AT_ONCE))));
  return all;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function recordOf(
  trx: Parameters<typeof record>[0],
  deps: Deps,
  { actor }: DataRequester,
  action: `${"booking" | "private_link"}.${"exported" | "erased"}`,
  { id, host_id }: Pick<Booking, "id" | "host_id">,
): Promise<void> {
  return record(trx, deps, { host_id, actor, action, subject_id: id });
}

async function bookingOf(deps: Deps, id: number): Promise<BookingOfAttendee> {
  const { read } = deps.database;
  const booking = (await findBooking(read, id))!;
  const host = (await findHost(read, booking.host_id))!;
  const followers = { attendee: booking.attendee_locale };
  const { id: bookingId, uid, starts_at: startsAt, event_type } = booking;
  const named = { id: bookingId, uid, startsAt, hostSlug: host.slug, eventSlug: event_type.slug };
  return { booking, host, links: linksFor(deps.publicUrl, deps.tokens, named, followers) };
}

/**
 * An email without the links by which its host confirms and its recipient disowns, because the host passes the export on to
 * the attendee.
 */
async function forAttendee(
  deps: Deps,
  email: BookingEmail,
  { booking }: BookingOfAttendee,
): Promise<EmailWithContent> {
  const { tokens, publicUrl } = deps;
  const letter = await renderEmail(deps.database.read, { tokens, publicUrl }, email);
  const token = tokens.issue("confirm", booking, storedIn(email).startsAt);
  return { email, letter: { ...letter, text: letter.text.replaceAll(token, "…") } };
}
