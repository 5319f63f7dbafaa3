import type { ConnectedAccount } from "../../../usecases/calendars/accounts.ts";

/**
 * What each calendar is called, by its id: with the account's name if there are several accounts. The calendar of an address
 * is often called like its server, and so has the account's name.
 */
export function calendarLabels(accounts: readonly ConnectedAccount[]): ReadonlyMap<number, string> {
  const labels = accounts.flatMap(({ account, calendars }) =>
    calendars.map(({ id, name }): [number, string] => {
      if (account.kind === "ics") return [id, account.name];
      const isClear = accounts.length === 1 || name === account.name;
      return [id, isClear ? name : `${name} (${account.name})`];
    }),
  );
  return new Map(labels);
}
