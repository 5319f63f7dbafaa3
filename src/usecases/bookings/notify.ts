import type { Trx } from "../../db/database.ts";
import type { BookingChange } from "../../domain/booking-change.ts";
import { enqueueCalendarWrite } from "../../calendars/enqueue.ts";
import { enqueueEmails } from "../../email/enqueue.ts";
import { enqueueDeliveries } from "../../webhooks/enqueue.ts";
import type { Deps } from "../deps.ts";

/** Enqueues the emails, webhook deliveries and calendar writes that a change of a booking causes, in the same transaction. */
export async function notify(trx: Trx, deps: Deps, change: BookingChange): Promise<void> {
  await enqueueEmails(trx, deps, change);
  await enqueueDeliveries(trx, deps, change);
  await enqueueCalendarWrite(trx, deps, change.booking);
}
