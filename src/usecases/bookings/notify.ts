import type { Trx } from "../../db/database.ts";
import type { BookingChange } from "../../domain/booking-change.ts";
import { enqueueEmails } from "../../email/enqueue.ts";
import { enqueueDeliveries } from "../../webhooks/enqueue.ts";
import type { Deps } from "../deps.ts";

/** Enqueues the emails and webhook deliveries that a change of a booking causes, in the same transaction. */
export async function notify(trx: Trx, deps: Deps, change: BookingChange): Promise<void> {
  await enqueueEmails(trx, deps, change);
  await enqueueDeliveries(trx, deps, change);
}
