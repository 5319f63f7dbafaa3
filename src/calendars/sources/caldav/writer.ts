import { normalEtag } from "../etag.ts";
import { SourceFailure } from "../failure.ts";
import { failureOf } from "../http.ts";
import type { CalendarWriter, EventToWrite, Written } from "../source.ts";
import type { Connection } from "./connection.ts";
import { getObject } from "./object.ts";

/** Writes single objects, on conditions that keep the changes of others (RFC 4791, 5.3.2). */
export function caldavWriter(connection: Connection): CalendarWriter {
  return {
    hrefOf: async (event) => hrefOf(event),
    put: (event, signal) => put(connection, event, signal),
    get: (href, signal) => getObject(connection, href, signal),
    remove: (href, etag, signal) => remove(connection, href, etag, signal),
  };
}

async function put(
  connection: Connection,
  { replaces, ical, ...event }: EventToWrite,
  signal: AbortSignal,
): Promise<Written> {
  const href = replaces?.href ?? hrefOf(event);
  const headers = {
    "content-type": "text/calendar; charset=utf-8",
    ...(replaces ? ifMatch(replaces.etag) : { "if-none-match": "*" }),
  };
  const exchange = await connection.send({ method: "PUT", url: href, headers, body: ical }, signal);
  exchange.discard();
  const { status } = exchange;
  if (status === 412 || (status === 404 && replaces)) return { status: "conflict", href };
  if (status === 403 || status === 405) throw readOnly();
  if (status < 200 || status >= 300) throw failureOf(status);
  const { etag } = exchange.headers;
  return { status: "written", href, etag: etag === undefined ? null : normalEtag(etag) };
}

function hrefOf({ calendar, uid }: Pick<EventToWrite, "calendar" | "uid">): string {
  return calendar + encodeURIComponent(fileName(uid));
}

/** Servers refuse some characters in names of files, even encoded. */
function fileName(uid: string): string {
  return `${uid.replaceAll(/[^\w.@-]/g, "-")}.ics`;
}

async function remove(
  connection: Connection,
  href: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<"removed" | "conflict"> {
  const request = { method: "DELETE", url: href, headers: ifMatch(etag) };
  const exchange = await connection.send(request, signal);
  exchange.discard();
  const { status } = exchange;
  if (status === 412) return "conflict";
  if (status === 404 || status === 410 || (status >= 200 && status < 300)) return "removed";
  throw status === 403 || status === 405 ? readOnly() : failureOf(status);
}

function ifMatch(etag: string | null): Record<string, string> {
  return etag === null ? {} : { "if-match": normalEtag(etag) };
}

function readOnly(): SourceFailure {
  return new SourceFailure("refused", "The server does not allow writing to this calendar.");
}
