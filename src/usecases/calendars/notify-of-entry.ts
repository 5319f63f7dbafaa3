import type { Trx } from "../../db/database.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import type { EntryState } from "../../domain/calendars.ts";
import type { Booking } from "../../domain/records.ts";
import { enqueueEntryNotice } from "../../email/content/entry-notice.ts";
import type { Deps } from "../deps.ts";

/** Emails the host what they did to a booking's calendar entry, and asks what becomes of the booking. */
export async function notifyOfEntry(
  trx: Trx,
  deps: Deps,
  booking: Booking,
  { state, moved_from }: { readonly state: EntryState; readonly moved_from: number | null },
): Promise<void> {
  const host = await findHost(trx, booking.host_id);
  if (!host || state === "written") return;
  await enqueueEntryNotice(trx, deps, host, { bookingId: booking.id, state, movedTo: moved_from });
  trx.onCommit(deps.wakeWorkers);
}
