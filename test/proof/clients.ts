import type { House } from "./house.ts";
import type { Change, Entry, Journal } from "./journal.ts";

/** A booking as its attendee knows it from the 201. */
type Known = {
  readonly id: number;
  readonly attendee: string;
  readonly slug: string;
  readonly cancelToken: string;
  readonly rescheduleToken: string;
};

type Asked = {
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
};

/** People who compete for a few slots and keep changing their minds. */
export type Clients = {
  readonly journal: Journal;
  /** Runs this many people, each with one request at a time, until `goOn` is false. */
  readonly run: (people: number, goOn: () => boolean) => Promise<void>;
  /** Requests a slot; returns the status, or undefined without a response. */
  readonly book: () => Promise<number | undefined>;
};

/** A response that takes longer counts as lost. */
const ANSWER_WITHIN_MS = 30_000;
const BEFORE_ASKING_AGAIN_MS = 20;

/**
 * Clients of all servers of the house, who record every request and response. `granted` is called as soon as a server grants
 * something.
 */
export function clientsOf(house: House, granted: (place: number) => void = () => {}): Clients {
  const journal: Journal = [];
  const known: Known[] = [];
  let people = 0;

  async function run(count: number, goOn: () => boolean): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, async () => {
        while (goOn()) await oneThing();
      }),
    );
  }

  function oneThing(): Promise<unknown> {
    const booking = Math.random() < 0.5 ? undefined : anyOf(known);
    return booking ? anyOf(changes)!(booking) : book();
  }

  async function book(): Promise<number | undefined> {
    people += 1;
    const attendee = `attendee-${people}@example.com`;
    const [slug, starts] = anyOf([...house.starts])!;
    const start = anyOf(starts)!;
    const asked = {
      path: `/v1/book/jane/${slug}`,
      headers: { "idempotency-key": attendee },
      body: { attendee_name: "Ada Lovelace", attendee_email: attendee, start_time: start, timezone: "UTC" },
    };
    const { answer } = await askUntilAnswered("booked", attendee, asked, start);
    if (answer?.status !== 201) return answer?.status;
    const { id, cancel_token, reschedule_token } = answer.json as Record<string, never>;
    known.push({ id: id!, attendee, slug, cancelToken: cancel_token!, rescheduleToken: reschedule_token! });
    return answer.status;
  }

  const byHost = (change: Change, verb: string) => (booking: Known) =>
    ask(change, booking.attendee, {
      path: `/v1/bookings/${booking.id}/${verb}`,
      headers: { "x-api-key": house.key },
      body: {},
    });

  const changes: readonly ((booking: Known) => Promise<Entry>)[] = [
    byHost("approved", "confirm"),
    byHost("declined", "decline"),
    byHost("cancelled", "cancel"),
    ({ attendee, cancelToken }) =>
      ask("cancelled", attendee, { path: `/v1/cancel/${cancelToken}/confirm`, body: {} }),
    ({ attendee, slug, rescheduleToken }) => {
      const start = anyOf(house.starts.get(slug)!)!;
      const path = `/v1/reschedule/${rescheduleToken}`;
      return ask("moved", attendee, { path, body: { start_time: start, timezone: "UTC" } }, start);
    },
    ({ attendee, id, slug }) => {
      const override = Math.random() < 0.5;
      const start = moved(anyOf(house.starts.get(slug)!)!, override ? anyOf([-7, 3, 20])! : 0);
      const headers = { "x-api-key": house.key };
      const path = `/v1/bookings/${id}/reschedule`;
      return ask("moved", attendee, { path, headers, body: { start_time: start, override } }, start);
    },
  ];

  /** Repeats a request with the same key until it is answered, like a careful client. */
  async function askUntilAnswered(...asked: Parameters<typeof ask>): Promise<Entry> {
    for (;;) {
      const entry = await ask(...asked);
      if (entry.answer) return entry;
      await Bun.sleep(BEFORE_ASKING_AGAIN_MS);
    }
  }

  async function ask(
    change: Change,
    attendee: string,
    { path, body = {}, headers = {} }: Asked,
    start?: string,
  ): Promise<Entry> {
    const entry: Entry = { change, attendee, start, sentAt: performance.now() };
    journal.push(entry);
    const place = Math.floor(Math.random() * house.servers.length);
    try {
      // A request on a kept-alive connection is silently sent twice if the server has died.
      const response = await fetch(house.servers[place]!.address + path, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json", ...headers },
        body: JSON.stringify(body),
        keepalive: false,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const json = (await response.json()) as object;
      entry.answer = { status: response.status, at: performance.now(), json };
      if (response.ok) granted(place);
    } catch (error) {
      if ((error as Error).name === "TimeoutError") throw error;
    }
    return entry;
  }

  return { journal, run, book };
}

function anyOf<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}

function moved(start: string, minutes: number): string {
  return new Date(Date.parse(start) + minutes * 60_000).toISOString().replace(".000Z", "Z");
}
