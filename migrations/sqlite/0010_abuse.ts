import type { Database as BunDatabase } from "bun:sqlite";
import { addressKey } from "../../src/domain/address.ts";
import { searchText } from "../../src/domain/search.ts";

type Row = { readonly id: number; readonly attendee_name: string; readonly attendee_email: string };

/** Folds names and addresses with letters beyond ASCII, which SQLite's `lower` leaves as they are. */
export function foldOtherAlphabets(raw: BunDatabase): void {
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
