import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { bodyWithoutAttendee, erasedAttendee, factsWithoutAttendee, sameCase } from "../../domain/erasure.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Trx } from "../sqlite/group-commit.ts";
import { type Db, prepared } from "../prepared.ts";

/** How many rows are looked at before others have their turn. */
const LOOKED_AT_ONCE = 2_000;

const newest = prepared((db) => db.selectFrom("bookings").select("id").orderBy("id", "desc").limit(1));
const between = prepared((db, after: number, until: number) =>
  db
    .selectFrom("bookings")
    .select(["id", "host_id", "attendee_email"])
    .where("id", ">", after)
    .where("id", "<=", until)
    .where("erased_at", "is", null),
);

/**
 * The ids of the bookings that an address made, with one host or with any, oldest first. There is no index of
 * addresses, which every booking would have to pay for: this looks at them all, a few at a time.
 */
export async function bookingsOfAttendee(db: Db, email: string, hostId?: number): Promise<number[]> {
  const wanted = sameCase(email);
  const last = (await newest(db))[0]?.id ?? 0;
  const found: number[] = [];
  for (let after = 0; after < last; after += LOOKED_AT_ONCE) {
    const rows = await between(db, after, after + LOOKED_AT_ONCE);
    const theirs = rows.filter(
      (row) => (hostId === undefined || row.host_id === hostId) && sameCase(row.attendee_email) === wanted,
    );
    found.push(...theirs.map(({ id }) => id));
    await setImmediate();
  }
  return found;
}

/** A place in a host's bookings, in the order of their starts. */
export type Place = { readonly startsAt: EpochMs; readonly id: number };

const startsAfter = prepared(
  (db, hostId: number, startsAt: EpochMs, id: number, until: EpochMs, limit: number) =>
    db
      .selectFrom("bookings")
      .select(["id", "starts_at", "ends_at", "erased_at"])
      .where("host_id", "=", hostId)
      .where(sql<boolean>`(starts_at, id) > (${startsAt}, ${id})`)
      .where("starts_at", "<=", until)
      .orderBy("starts_at")
      .orderBy("id")
      .limit(limit),
);

/** Up to `limit` bookings of a host that come after a place and start by `until`: those to erase, and how far they go. */
export async function overBefore(
  db: Db,
  hostId: number,
  { startsAt, id }: Place,
  until: EpochMs,
  limit: number,
): Promise<{ readonly ids: readonly number[]; readonly next: Place | undefined }> {
  const rows = await startsAfter(db, hostId, startsAt, id, until, limit);
  const last = rows.at(-1);
  return {
    ids: rows.filter((row) => row.erased_at === null && row.ends_at <= until).map((row) => row.id),
    next: last && { startsAt: last.starts_at, id: last.id },
  };
}

/** What an erasure took what people said out of. */
export type Erased = {
  readonly bookings: readonly { readonly id: number; readonly host_id: number }[];
  readonly mails: number;
};

/**
 * Takes out of bookings, their mails and their remembered answers all that is said of or by their attendee; the
 * times stay. A mail to an attendee that was not sent is never sent. Bookings that are erased already stay as they are.
 */
export async function eraseBookings(trx: Trx, ids: readonly number[], now: EpochMs): Promise<Erased> {
  const bookings = await trx
    .updateTable("bookings")
    .set({
      attendee_name: erasedAttendee.name,
      attendee_email: erasedAttendee.email,
      attendee_time_zone: erasedAttendee.timeZone,
      attendee_locale: erasedAttendee.locale,
      notes: null,
      answers: "[]",
      host_notes: null,
      cancellation_reason: null,
      updated_at: now,
      erased_at: now,
    })
    .where("id", "in", ids)
    .where("erased_at", "is", null)
    .returning(["id", "host_id"])
    .execute();
  const erasedIds = bookings.map(({ id }) => id);
  if (erasedIds.length === 0) return { bookings, mails: 0 };
  await forgetAnswersAbout(trx, erasedIds);
  await eraseDeliveries(trx, erasedIds);
  return { bookings, mails: await eraseMails(trx, erasedIds) };
}

/** Answers are found by their event type, for which there is an index. */
async function forgetAnswersAbout(trx: Trx, bookingIds: readonly number[]): Promise<void> {
  const eventTypes = trx.selectFrom("bookings").select("event_type_id").where("id", "in", bookingIds);
  await trx
    .deleteFrom("idempotency_keys")
    .where("event_type_id", "in", eventTypes)
    .where("booking_id", "in", bookingIds)
    .execute();
}

async function eraseMails(trx: Trx, bookingIds: readonly number[]): Promise<number> {
  const mails = await trx
    .selectFrom("outbox")
    .select(["id", "letter", "recipient", "status", "facts"])
    .where("booking_id", "in", bookingIds)
    .where("webhook_id", "is", null)
    .execute();
  for (const mail of mails) {
    const facts = JSON.stringify(factsWithoutAttendee(JSON.parse(mail.facts)));
    const toHost = mail.letter.startsWith("host_");
    const kept = toHost || mail.status === "sent";
    await trx
      .updateTable("outbox")
      .set({
        facts,
        last_error: null,
        recipient: toHost ? mail.recipient : erasedAttendee.email,
        ...(!kept && { status: "expired", leased_until: 0 }),
      })
      .where("id", "=", mail.id)
      .execute();
  }
  return mails.length;
}

/**
 * What waits still goes out, without what was said. One that is under way loses its lease, so that what comes back is not
 * written down: a receiver may quote what it got.
 */
async function eraseDeliveries(trx: Trx, bookingIds: readonly number[]): Promise<void> {
  const deliveries = await trx
    .selectFrom("outbox")
    .select(["id", "facts"])
    .where("booking_id", "in", bookingIds)
    .where("webhook_id", "is not", null)
    .execute();
  for (const { id, facts } of deliveries) {
    await trx
      .updateTable("outbox")
      .set({ facts: bodyWithoutAttendee(facts), leased_until: 0 })
      .where("id", "=", id)
      .execute();
    await trx.updateTable("delivery_tries").set({ answer: null }).where("outbox_id", "=", id).execute();
  }
}
