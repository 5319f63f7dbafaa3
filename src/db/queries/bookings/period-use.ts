import { sql } from "kysely";
import { liveStatuses } from "../../../domain/booking.ts";
import { type EpochMs, type Interval, MINUTE_MS } from "../../../domain/interval.ts";
import type { PeriodLimit } from "../../../domain/records.ts";
import type { Db } from "../../database.ts";
import { prepared } from "../../prepared.ts";

/** The live bookings that a limit counts. */
export type Counted = {
  readonly hostId: number;
  /** Only those of one event type. */
  readonly eventTypeId: number | undefined;
  readonly exceptBookingId: number | undefined;
};

/** No row has this id. */
const NONE = 0;

const liveBookings = (
  db: Db,
  hostId: number,
  from: EpochMs,
  until: EpochMs,
  eventTypeId: number,
  exceptId: number,
) =>
  db
    .selectFrom("bookings")
    .where("host_id", "=", hostId)
    .where("starts_at", ">=", from)
    .where("starts_at", "<", until)
    .where("status", "in", liveStatuses)
    .where((is) =>
      is.or([is("event_type_id", "=", eventTypeId), is(is.val(eventTypeId), "=", sql.lit(NONE))]),
    )
    .where("id", "<>", exceptId);

const countUpTo = prepared(
  (db, hostId: number, from: EpochMs, until: EpochMs, typeId: number, exceptId: number, most: number) =>
    db
      .selectFrom(
        liveBookings(db, hostId, from, until, typeId, exceptId).select("id").limit(most).as("counted"),
      )
      .select((is) => is.fn.countAll<number>().as("used")),
);

const duration = prepared(
  (db, hostId: number, from: EpochMs, until: EpochMs, typeId: number, exceptId: number) =>
    liveBookings(db, hostId, from, until, typeId, exceptId).select(
      sql<number | null>`sum(ends_at - starts_at)`.as("used"),
    ),
);

/** How many bookings, or minutes of them, begin in an interval. Bookings are counted up to the limit and no further. */
export async function usedDuring(
  db: Db,
  { hostId, eventTypeId = NONE, exceptBookingId = NONE }: Counted,
  { bookings }: PeriodLimit,
  { start, end }: Interval,
): Promise<number> {
  if (bookings === undefined) {
    const [row] = await duration(db, hostId, start, end, eventTypeId, exceptBookingId);
    return (row?.used ?? 0) / MINUTE_MS;
  }
  const [row] = await countUpTo(db, hostId, start, end, eventTypeId, exceptBookingId, bookings);
  return row?.used ?? 0;
}
