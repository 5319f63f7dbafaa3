import { startCalendarSync } from "../../../src/server/calendar-sync.ts";
import { startCalendarWriter } from "../../../src/server/calendar-writer.ts";
import { type Json, startApp } from "../start-app.ts";
import { authorization, type CalendarServer } from "./server.ts";

/** The app with a host whose calendars are on a server, and the host's own calendar program. */
export async function startCalendarApp(
  server: Pick<CalendarServer, "url" | "username" | "password">,
  options: Parameters<typeof startApp>[0] = {},
) {
  const app = await startApp(options);
  const { key } = await app.host();
  const { url, username, password } = server;

  const ask = (method: string, path: string, body?: object) =>
    app.request(method, path, { key, ...(body && { body }) });

  return {
    app,
    key,
    ask,
    /** Connects the account, and returns it after the first synchronization. */
    async connect(): Promise<Json> {
      const body = { kind: "caldav", url, username, password, name: "Mine" };
      const { status, json } = await ask("POST", "/v1/calendar-accounts", body);
      if (status !== 201) throw new Error(JSON.stringify(json));
      await this.sync();
      return (await ask("GET", `/v1/calendar-accounts/${json["id"]}`)).json;
    },
    /** Runs the synchronizations that are due. */
    async sync(): Promise<void> {
      app.clock.now += 1_000;
      const sync = startCalendarSync(app.deps);
      await sync.idle();
      await sync.stop();
    },
    /** Asks for a synchronization of all accounts, and runs it. */
    async syncNow(): Promise<void> {
      const { json } = await ask("GET", "/v1/calendar-accounts");
      for (const { id } of json["calendar_accounts"]) await ask("POST", `/v1/calendar-accounts/${id}/sync`);
      await this.sync();
    },
    /** Runs the calendar writes that are due. */
    async write(): Promise<void> {
      const writer = startCalendarWriter(app.deps);
      await writer.idle();
      await writer.stop();
    },
    /** What the host's calendar program sends. */
    dav: (method: string, href: string, body?: string) =>
      fetch(href, {
        method,
        headers: {
          authorization: authorization(username, password),
          ...(body !== undefined && { "content-type": "text/calendar; charset=utf-8" }),
        },
        ...(body !== undefined && { body }),
      }),
    /** The addresses of the calendars, by their names. */
    async hrefs(): Promise<Map<string, string>> {
      const rows = await app.database.read.selectFrom("calendars").select(["name", "href"]).execute();
      return new Map(rows.map(({ name, href }) => [name, href]));
    },
    /** The free starts of the Monday after the clock's, as `HH:MM` in UTC. */
    async slots(): Promise<string[]> {
      const path = "/v1/slots/jane/30min?date=2026-03-09&timezone=UTC";
      const { json } = await app.request("GET", path);
      return json["slots"].map(({ start }: { start: string }) => start.slice(11, 16));
    },
    entries: () => app.database.read.selectFrom("calendar_entries").selectAll().execute(),
    close: () => app.close(),
  };
}

/** A time on the Monday after the app's clock. */
export const at = (time: string) => `2026-03-09T${time}:00Z`;
