import { serverAddress } from "../address.ts";
import { SourceFailure } from "../failure.ts";
import type { CalendarHttp } from "../http.ts";
import { oneBatch } from "../one-batch.ts";
import type { Batch, CalendarSource, Known, ReadState, RemoteObject } from "../source.ts";
import { connect, type Connection } from "./connection.ts";
import { listChanges } from "./delta.ts";
import { discover } from "./discovery.ts";
import { listAll, type Listing } from "./listing.ts";
import { loadObjects } from "./multiget.ts";
import { queryWindow } from "./window.ts";
import { caldavWriter } from "./writer.ts";

export type CaldavSettings = {
  /** The address as the host entered it. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly http: CalendarHttp;
};

/** How many objects are loaded in one request. */
const BATCH = 50;

/**
 * The calendars of a CalDAV account (RFC 4791). Hrefs are absolute addresses in a normal form. */
export function caldavSource({ url, username, password, http }: CaldavSettings): CalendarSource {
  const connection = connect(http, username, password);
  return {
    writer: caldavWriter(connection),
    calendars: async (signal) => discover(connection, addressOf(url), signal),
    async changes({ href, mark }, known, signal) {
      const { isComplete, ...listing } = await list(connection, href, mark, signal);
      const batches = load(connection, href, { isComplete, ...listing }, known, signal);
      return { isComplete, mark: listing.mark, batches };
    },
    async during({ href, mark }, known, window, signal) {
      const [changed, found] = await Promise.all([
        allChanges(connection, { href, mark }, known, signal),
        queryWindow(connection, href, window, signal).catch(unlessUnusable),
      ]);
      return merged(changed, found, known);
    },
  };
}

function addressOf(entered: string): string {
  const address = serverAddress(entered);
  if (!address) throw new SourceFailure("not_a_calendar", "This is not an address of a calendar server.");
  return address.url;
}

async function list(
  connection: Connection,
  calendar: string,
  mark: string | null,
  signal: AbortSignal,
): Promise<Listing> {
  const changed = mark === null ? undefined : await listChanges(connection, calendar, mark, signal);
  return changed ?? listAll(connection, calendar, signal);
}

async function* load(
  connection: Connection,
  calendar: string,
  { isComplete, etags, removed }: Listing,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<Batch, void> {
  const gone = isComplete ? [...known.keys()].filter((href) => !etags.has(href)) : [...removed];
  if (gone.length > 0) yield { objects: [], removed: gone };
  const changed = [...etags].filter(([href, etag]) => known.get(href) !== etag);
  for (let at = 0; at < changed.length; at += BATCH)
    yield await loadObjects(connection, calendar, new Map(changed.slice(at, at + BATCH)), signal);
}

async function allChanges(
  connection: Connection,
  { href, mark }: ReadState,
  known: Known,
  signal: AbortSignal,
): Promise<Batch> {
  const listing = await list(connection, href, mark, signal);
  return oneBatch(load(connection, href, listing, known, signal));
}

/** Some servers fail on time ranges; what changed since the mark is still known. */
function unlessUnusable(error: unknown): [] {
  if (error instanceof SourceFailure && error.kind !== "unauthorized") return [];
  throw error;
}

/**
 * Neither answer is enough: servers select recurring events by rules of their own and miss some, and there are servers to which
 * nothing has changed since a token that they do not know.
 */
function merged({ objects, removed }: Batch, found: readonly RemoteObject[], known: Known): Batch {
  const news = found.filter(({ href, etag }) => known.get(href) !== etag);
  const all = new Map([...objects, ...news].map((object) => [object.href, object]));
  return { objects: [...all.values()], removed: removed.filter((href) => !all.has(href)) };
}
