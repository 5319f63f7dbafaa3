import type { Db } from "../../db/database.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { firstStatus } from "../../domain/booking.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Booking } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { Deps } from "../deps.ts";
import type { JustRead } from "./coalesce.ts";
import { areCalendarsKnown } from "./freshness.ts";

/** How a booking begins. */
type Begins = Pick<Booking, "status" | "requires_confirmation">;

/**
 * Decides how a booking begins, given what is known of the host's calendars. If one of them is not known well enough, refuses
 * with `calendar_unreachable`, or lets the host decide, as they chose.
 */
export async function trustCalendars(
  db: Db,
  { now }: Deps,
  bookable: Pick<Bookable, "host" | "eventType" | "hasCalendars">,
  startsAt: EpochMs,
  justRead: JustRead,
): Promise<Outcome<Begins>> {
  const { host, eventType } = bookable;
  const isKnown = await areCalendarsKnown(db, bookable, startsAt, justRead, now());
  if (!isKnown && host.when_calendar_unreachable === "refuse") return refused("calendar_unreachable");
  const requires_confirmation = eventType.requires_confirmation || !isKnown;
  return done({ status: firstStatus(requires_confirmation), requires_confirmation });
}
