import type { RemoteCalendar } from "../../calendars/sources/source.ts";
import type { Trx } from "../../db/database.ts";
import { calendarsOfAccount, deleteCalendars, saveCalendar } from "../../db/queries/calendars/calendars.ts";
import { forgetCalendars } from "../../db/queries/hosts/event-types.ts";
import type { Deps } from "../deps.ts";

const NAME_LENGTH = 200;

/** Updates the calendars of an account to those that its server lists. The events of new ones block. */
export async function saveFound(
  trx: Trx,
  deps: Pick<Deps, "now">,
  account: { readonly id: number; readonly host_id: number },
  listed: readonly RemoteCalendar[],
): Promise<void> {
  const hrefs = new Set(listed.map(({ href }) => href));
  const known = await calendarsOfAccount(trx, account.id);
  const gone = known.filter(({ href }) => !hrefs.has(href)).map(({ id }) => id);
  await forgetCalendars(trx, account.host_id, gone);
  await deleteCalendars(trx, gone);
  for (const { href, name, timeZone, isWritable } of listed) {
    const writable = isWritable ? (1 as const) : (0 as const);
    const found = {
      href,
      name: name.slice(0, NAME_LENGTH).toWellFormed(),
      time_zone: timeZone,
      writable,
    };
    await saveCalendar(trx, account, found, true, deps.now());
  }
}
