import type { CalendarServer } from "../../support/calendars/server.ts";
import { type House, openHouse } from "../house.ts";
import { inFile } from "../outbox.ts";
import { type DirectCalendar, directCalendars } from "./direct-calendar.ts";
import { type FaultyServer, startFaulty } from "./faulty-server.ts";

/** A house whose host has connected a calendar account, through a proxy that can fail. */
export type Office = {
  readonly house: House;
  readonly server: FaultyServer;
  readonly calendars: readonly DirectCalendar[];
  /** The starts of the first days, by event type, in milliseconds. */
  readonly starts: ReadonlyMap<string, readonly number[]>;
  /** Synchronizes the account as its schedule would, and resolves once that is done. */
  readonly sync: () => Promise<void>;
  /** Sends a request as the host; rejects unless it succeeds. */
  readonly ask: (method: string, path: string, body?: object) => Promise<any>;
  readonly query: <Row>(sql: string) => Row[];
  /** Changes the database file as time would. */
  readonly alter: (sql: string) => void;
  /** How often the server believed that the host had moved or deleted an entry. */
  readonly notices: () => number;
  readonly close: () => Promise<void>;
};

const DAY_MS = 86_400_000;

/** Connects an account on the server to a new house. `days` is the number of days that visitors want. */
export async function openOffice(
  start: () => Promise<CalendarServer>,
  { processes, days }: { readonly processes: number; readonly days: number },
): Promise<Office> {
  const real = await start();
  const server = await startFaulty(real);
  const house = await openHouse({ processes, env: { CALENDAR_ALLOW_PRIVATE: "true" } });

  async function ask(method: string, path: string, body?: object): Promise<any> {
    const response = await fetch(house.servers[0]!.address + path, {
      method,
      headers: { "x-api-key": house.key, "content-type": "application/json" },
      keepalive: false,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  const { url, username, password } = server;
  const account = { kind: "caldav", name: "Mine", url, username, password };
  const { id } = await ask("POST", "/v1/calendar-accounts", account);

  /** A change of the name wakes the worker. */
  async function sync(): Promise<void> {
    const began = Date.now();
    while (query<{ at: number }>("select last_synced_at as at from calendar_accounts")[0]!.at <= began) {
      alter("update calendar_accounts set sync_at = 0 where leased_until = 0");
      await ask("PATCH", `/v1/calendar-accounts/${id}`, { name: `Mine ${performance.now()}` });
      await Bun.sleep(20);
    }
  }

  const query = <Row>(sql: string) => inFile(house.databasePath, (raw) => raw.query<Row, []>(sql).all());
  const alter = (sql: string) => inFile(house.databasePath, (raw) => void raw.run(sql));

  await sync();
  alter("create table notices (booking_id integer)");
  alter(`create trigger entries_are_noticed after update of state on calendar_entries when new.state <> 'written'
    begin insert into notices values (new.booking_id); end`);
  return {
    house,
    server,
    calendars: directCalendars(house.databasePath, real),
    starts: new Map([...house.starts].map(([slug, all]) => [slug, firstDays(all.map(Date.parse), days)])),
    sync,
    ask,
    query,
    alter,
    notices: () => query("select booking_id from notices").length,
    async close() {
      await house.close();
      await server.stop();
    },
  };
}

function firstDays(starts: readonly number[], days: number): number[] {
  return starts.filter((start) => start < starts[0]! - (starts[0]! % DAY_MS) + days * DAY_MS);
}
