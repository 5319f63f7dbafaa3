import { sql } from "kysely";
import type { EpochMs } from "../../../domain/interval.ts";
import type { BookingStatus } from "../../../domain/booking.ts";
import type { Reminder } from "../../../domain/records.ts";
import type { Db, Trx } from "../../database.ts";
import { prepared } from "../../prepared.ts";

const CONFIRMED = sql.lit<BookingStatus>("confirmed");

const withReminders = prepared((db) =>
  db.selectFrom("event_types").select(["id", "host_id", "reminders"]).where("reminders", "<>", sql.lit("[]")),
);

/** An event type that reminds, even if it is no longer offered. */
export type RemindingType = {
  readonly id: number;
  readonly host_id: number;
  readonly reminders: readonly Reminder[];
};

export async function remindingTypes(db: Db): Promise<RemindingType[]> {
  const rows = await withReminders(db);
  return rows.map((row) => ({ ...row, reminders: JSON.parse(row.reminders) }));
}

const startingIn = prepared((db, hostId: number, eventTypeId: number, after: EpochMs, until: EpochMs) =>
  db
    .selectFrom("bookings")
    .select("id")
    .where("host_id", "=", hostId)
    .where("starts_at", ">", after)
    .where("starts_at", "<=", until)
    .where("event_type_id", "=", eventTypeId)
    .where("status", "=", CONFIRMED),
);

/** The ids of an event type's confirmed bookings that start after one instant and until another. */
export async function confirmedStartingIn(
  db: Db,
  { id, host_id }: Pick<RemindingType, "id" | "host_id">,
  { after, until }: { readonly after: EpochMs; readonly until: EpochMs },
): Promise<number[]> {
  const rows = await startingIn(db, host_id, id, after, until);
  return rows.map((row) => row.id);
}

/** Until when reminders have certainly been enqueued. */
export async function remindedTo(db: Db): Promise<EpochMs> {
  const { reminded_to } = await db.selectFrom("settings").select("reminded_to").executeTakeFirstOrThrow();
  return reminded_to;
}

export async function setRemindedTo(trx: Trx, instant: EpochMs): Promise<void> {
  await trx.updateTable("settings").set({ reminded_to: instant }).execute();
}
