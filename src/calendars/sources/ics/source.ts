import { serverAddress } from "../address.ts";
import { feedProperties } from "../../../icalendar/reading/feed.ts";
import { etagFor } from "../etag.ts";
import { SourceFailure } from "../failure.ts";
import { type CalendarHttp, failureOf, readText } from "../http.ts";
import { oneBatch } from "../one-batch.ts";
import { pauser } from "../pause.ts";
import { type Batch, type CalendarSource, type Known, MAX_OBJECTS, type RemoteObject } from "../source.ts";
import { checkFeed } from "./feed-text.ts";
import { conditionOf, markOf } from "./mark.ts";

/** Splits a feed into events; `key` identifies an event in its feed. Undefined is a place to pause. */
type SplitFeed = (text: string) => Iterable<{ readonly key: string; readonly ical: string } | undefined>;

export type IcsSettings = {
  /** The address as the host entered it. */
  readonly url: string;
  readonly http: CalendarHttp;
  readonly split: SplitFeed;
};

/** The href of a feed's only calendar. */
const FEED = "feed";
const BATCH = 200;
/** Where the properties of the calendar itself are looked for. */
const HEADER_LENGTH = 10_000;

/** A calendar that is read from an address and cannot be written. An event's href is its key in the feed. */
export function icsSource({ url, http, split }: IcsSettings): CalendarSource {
  return {
    writer: null,
    async calendars(signal) {
      const { text } = await loaded(url, http, null, signal);
      const { name, timeZone } = feedProperties(text.slice(0, HEADER_LENGTH));
      return [
        { href: FEED, name: name ?? new URL(addressOf(url).url).hostname, timeZone, isWritable: false },
      ];
    },
    async changes({ mark }, known, signal) {
      const feed = await load(url, http, mark, signal);
      if (feed === "unchanged") return { isComplete: false, mark, batches: none() };
      return { isComplete: true, mark: feed.mark, batches: differences(split(feed.text), known, signal) };
    },
    async during({ mark }, known, _window, signal) {
      const feed = await load(url, http, mark, signal);
      if (feed === "unchanged") return { objects: [], removed: [] };
      return oneBatch(differences(split(feed.text), known, signal));
    },
  };
}

type Feed = { readonly text: string; readonly mark: string | null };

function addressOf(url: string) {
  const address = serverAddress(url);
  if (!address) throw new SourceFailure("not_a_calendar", "This is not an address of a calendar.");
  return address;
}

async function load(url: string, http: CalendarHttp, mark: string | null, signal: AbortSignal) {
  const headers = { accept: "text/calendar, */*;q=0.1", ...conditionOf(mark) };
  const exchange = await http({ method: "GET", ...addressOf(url), headers }, signal);
  if (exchange.status === 200) return readFeed(exchange);
  exchange.discard();
  if (exchange.status === 304 && mark !== null) return "unchanged" as const;
  throw feedFailure(exchange.status);
}

async function loaded(url: string, http: CalendarHttp, mark: null, signal: AbortSignal): Promise<Feed> {
  const feed = await load(url, http, mark, signal);
  if (feed === "unchanged") throw failureOf(304);
  return feed;
}

async function readFeed(exchange: Awaited<ReturnType<CalendarHttp>>): Promise<Feed> {
  const text = await readText(exchange);
  checkFeed(text);
  return { text, mark: markOf(exchange.headers) };
}

/** Secret addresses are withdrawn by answering 401 or 403. */
function feedFailure(status: number): SourceFailure {
  if (status === 401 || status === 403)
    return new SourceFailure("unauthorized", "The server does not accept this address, or no longer.");
  return failureOf(status);
}

async function* none(): AsyncGenerator<Batch, void> {}

async function* differences(
  events: ReturnType<SplitFeed>,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<Batch, void> {
  const gone = new Set(known.keys());
  const seen = new Set<string>();
  const pause = pauser();
  let objects: RemoteObject[] = [];
  for (const event of events) {
    await pause();
    if (!event) continue;
    const { key: href, ical } = event;
    if (signal.aborted) throw new SourceFailure("unreachable", "Reading the calendar took too long.");
    if (seen.size >= MAX_OBJECTS)
      throw new SourceFailure("too_large", "The calendar has more than 50,000 events.");
    seen.add(href);
    gone.delete(href);
    const etag = etagFor(ical);
    if (known.get(href) !== etag) objects.push({ href, etag, ical });
    if (objects.length < BATCH) continue;
    yield { objects, removed: [] };
    objects = [];
  }
  yield { objects, removed: [...gone] };
}
