import { insertAccount, updateAccount } from "../../../src/db/queries/calendars/accounts.ts";
import { listCalendars, saveCalendar, updateCalendar } from "../../../src/db/queries/calendars/calendars.ts";
import type { AccountStatus, CalendarAccount, ConnectedCalendar } from "../../../src/domain/calendars.ts";
import { DAY_MS } from "../../../src/domain/interval.ts";
import type { TestApp } from "../start-app.ts";

type Stored = {
  readonly hostId?: number;
  readonly name?: string;
  readonly kind?: "caldav" | "ics";
  readonly status?: AccountStatus;
  readonly error?: string | null;
  readonly isTarget?: boolean;
};

/** Stores an account with one calendar that blocks and was just read, without a server behind it. */
export function aCalendarAccount(
  { database, clock }: Pick<TestApp, "database" | "clock">,
  { hostId = 1, name = "Mine", kind = "caldav", status = "ok", error = null, isTarget = false }: Stored = {},
): Promise<{ readonly account: CalendarAccount; readonly calendar: ConnectedCalendar }> {
  return database.write(async (trx) => {
    const row = { host_id: hostId, kind, name, url: "https://calendar.example.com", credentials: "" };
    const account = await insertAccount(trx, row, clock.now);
    await updateAccount(trx, account.id, { status, error, last_synced_at: clock.now });
    const found = { href: `cal-${account.id}`, name: "Personal", time_zone: null };
    await saveCalendar(trx, account, { ...found, writable: kind === "caldav" ? 1 : 0 }, true, clock.now);
    const calendars = await listCalendars(trx, hostId);
    const calendar = calendars.find(({ account_id }) => account_id === account.id)!;
    const read = { read_at: clock.now, read_until: clock.now + 1_000 * DAY_MS };
    await updateCalendar(trx, calendar.id, { is_target: isTarget ? 1 : 0, ...read });
    return { account, calendar };
  });
}
