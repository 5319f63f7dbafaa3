import type { EpochMs } from "../../../domain/interval.ts";
import { sameCase } from "../../../domain/text/address.ts";
import type { Db, Trx } from "../../database.ts";

/** Adds guests to a booking; their addresses are case-folded. */
export async function insertGuests(
  trx: Trx,
  bookingId: number,
  emails: readonly string[],
  now: EpochMs,
): Promise<void> {
  if (emails.length === 0) return;
  const rows = emails.map((email) => ({ booking_id: bookingId, email, created_at: now }));
  await trx.insertInto("guests").values(rows).execute();
}

export async function deleteGuests(trx: Trx, bookingId: number, emails: readonly string[]): Promise<void> {
  if (emails.length === 0) return;
  await trx.deleteFrom("guests").where("booking_id", "=", bookingId).where("email", "in", emails).execute();
}

/** The ids of the bookings that an address is a guest of, with one host or with any, oldest first. */
export async function bookingsOfGuest(db: Db, email: string, hostId?: number): Promise<number[]> {
  const rows = await db
    .selectFrom("guests as g")
    .innerJoin("bookings as b", "b.id", "g.booking_id")
    .select(["b.id", "b.host_id"])
    .where("g.email", "=", sameCase(email))
    .orderBy("b.id")
    .execute();
  return rows.filter(({ host_id }) => hostId === undefined || host_id === hostId).map(({ id }) => id);
}
