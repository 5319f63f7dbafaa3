import type { Database as BunDatabase } from "bun:sqlite";
import { addressKey } from "../../src/domain/text/address.ts";
import type { EpochMs } from "../../src/domain/interval.ts";
import { searchText } from "../../src/domain/text/search.ts";

type Row = { readonly id: number; readonly attendee_name: string; readonly attendee_email: string };

/** Does to the rows what `0010_abuse.sql` cannot. */
export function fillAbuse(raw: BunDatabase, now: EpochMs): void {
  foldOtherAlphabets(raw);
  declinePastRequests(raw, now);
}

/** Folds names and addresses with letters beyond ASCII, which SQLite's `lower` leaves as they are. */
function foldOtherAlphabets(raw: BunDatabase): void {
  const rows = raw.query<Row, [number]>(
    `select id, attendee_name, attendee_email from bookings
     where id > ? and erased_at is null and attendee_name || attendee_email glob '*[^ -~]*'
     order by id limit 1000`,
  );
  const update = raw.query("update bookings set address_key = ?, search = ? where id = ?");
  let found = rows.all(0);
  while (found.length > 0) {
    for (const { id, attendee_name, attendee_email } of found)
      update.run(addressKey(attendee_email), searchText(attendee_name, attendee_email), id);
    found = rows.all(found.at(-1)!.id);
  }
}

/**
 * Declines requests whose time has passed, and withholds the emails about them that were not sent yet: nobody expects an
 * answer any more.
 */
function declinePastRequests(raw: BunDatabase, now: EpochMs): void {
  const past = "select meeting_id from bookings where decide_by <= ?1";
  raw.query(`delete from holds where meeting_id in (${past})`).run(now);
  raw.query(`update meetings set sequence = sequence + 1 where id in (${past})`).run(now);
  raw
    .query(
      `update outbox set status = 'expired', leased_until = 0
       where kind = 'email' and status = 'waiting'
         and booking_id in (select id from bookings where decide_by <= ?1)`,
    )
    .run(now);
  raw
    .query(
      `update bookings set status = 'declined', expired = 1, decide_by = null, sequence = sequence + 1, updated_at = ?1
       where decide_by <= ?1`,
    )
    .run(now);
}
