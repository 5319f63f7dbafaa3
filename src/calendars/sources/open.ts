import type { CalendarKind } from "../../domain/calendars.ts";
import type { AddressPolicy } from "../../network/guard.ts";
import { serverAddress } from "./address.ts";
import { SourceFailure } from "./failure.ts";
import type { CalendarSource, CalendarWriter, RemoteCalendar } from "./source.ts";

/** How a host signs in to an account; an `ics` address needs no user. */
export type Credentials = {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
};

/** Opens an account; nothing is sent before its first use. */
export type OpenCalendars = (kind: CalendarKind, credentials: Credentials) => CalendarSource;

/** Opens accounts. The libraries are loaded by the first use, to keep the start fast. */
export function calendarOpener(policy: Pick<AddressPolicy, "allowPrivate" | "resolve">): OpenCalendars {
  return (kind, credentials) => {
    let opened: Promise<CalendarSource> | undefined;
    const source = () => (opened ??= open(policy, kind, credentials));
    return {
      calendars: async (signal) => withZones(await (await source()).calendars(signal)),
      changes: async (...asked) => (await source()).changes(...asked),
      during: async (...asked) => (await source()).during(...asked),
      writer: kind === "ics" ? null : laterWriter(source),
    };
  };
}

/** Servers name zones in their own ways. */
async function withZones(calendars: readonly RemoteCalendar[]): Promise<RemoteCalendar[]> {
  const { zoneNamed } = await import("../../icalendar/reading/zone-named.ts");
  return calendars.map((calendar) => ({
    ...calendar,
    timeZone: zoneNamed(calendar.timeZone ?? "")?.name ?? null,
  }));
}

function laterWriter(source: () => Promise<CalendarSource>): CalendarWriter {
  const writer = async () => (await source()).writer!;
  return {
    hrefOf: async (...asked) => (await writer()).hrefOf(...asked),
    put: async (...asked) => (await writer()).put(...asked),
    get: async (...asked) => (await writer()).get(...asked),
    remove: async (...asked) => (await writer()).remove(...asked),
  };
}

async function open(
  policy: Pick<AddressPolicy, "allowPrivate" | "resolve">,
  kind: CalendarKind,
  { url, username = "", password = "" }: Credentials,
): Promise<CalendarSource> {
  const { calendarHttp } = await import("./http.ts");
  const http = calendarHttp(policy);
  if (kind === "ics") {
    const [{ icsSource }, { splitFeed }] = await Promise.all([
      import("./ics/source.ts"),
      import("../../icalendar/reading/feed.ts"),
    ]);
    return icsSource({ url, http, split: splitFeed });
  }
  if (kind !== "caldav") throw new SourceFailure("refused", "This server cannot read such accounts.");
  const { caldavSource } = await import("./caldav/source.ts");
  return caldavSource({ url, username, password, http });
}

/** As much of an address as may be shown: a feed's is a secret itself, except scheme and host. */
export function shownUrl(kind: CalendarKind, { url }: Pick<Credentials, "url">): string {
  const address = URL.parse(serverAddress(url)?.url ?? "");
  if (!address) return "";
  return kind === "ics" ? address.origin : `${address.origin}${address.pathname}`;
}
