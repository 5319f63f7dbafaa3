import { Database } from "bun:sqlite";
import { join } from "node:path";
import { type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane } from "../support/visitor.ts";

/** A host with few hours and several event types, and the servers that offer them. */
export type House = {
  readonly databasePath: string;
  /** The running servers; one that died is replaced by `restart`. */
  readonly servers: readonly Server[];
  readonly key: string;
  /** Every initially free start, by event type. */
  readonly starts: ReadonlyMap<string, readonly string[]>;
  restart(place: number): Promise<void>;
  /** Stops everything and removes the file. */
  close(): Promise<void>;
};

export type HouseOptions = {
  readonly processes: number;
  /** Read again at every start. */
  readonly env?: Readonly<Record<string, string>>;
  /** The program to start, instead of the one under test. */
  readonly command?: readonly string[];
  /** The folder of the file; temporary by default. */
  readonly dataDir?: string;
};

/** Different durations and buffers, so that meetings fit beside some but not beside others. */
const eventTypes = [
  { slug: "short", duration_minutes: 15, buffer_after: 5, slot_interval_minutes: 10 },
  { slug: "long", duration_minutes: 60, buffer_before: 15, buffer_after: 10, slot_interval_minutes: 30 },
  { slug: "asked", duration_minutes: 30, buffer_before: 5, requires_confirmation: true },
] as const;

/** Starts servers on one file and creates its host with three event types through the API. */
export async function openHouse({ processes, env = {}, command, dataDir }: HouseOptions): Promise<House> {
  const folder = temporaryFolder();
  const path = dataDir ?? folder.path;
  const start = () =>
    startServer({ dataDir: path, env: { RATE_LIMIT: "off", ...env }, ...(command && { command }) });
  const servers: Server[] = [];
  try {
    servers.push(await start());
    while (servers.length < processes) servers.push(await start());
    keepEveryEmail(join(path, "schedkit.db"));
    const key = await addJane({ dataDir: path });
    for (const eventType of eventTypes) await addEventType(servers[0]!, key, eventType);
    return {
      databasePath: join(path, "schedkit.db"),
      servers,
      key,
      starts: new Map(
        await Promise.all(
          eventTypes.map(async ({ slug }) => [slug, await freeStarts(servers[0]!, slug)] as const),
        ),
      ),
      restart: async (place) => void (servers[place] = await start()),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  async function close(): Promise<void> {
    await Promise.all(servers.map((server) => server.kill()));
    folder.remove();
  }
}

/** Marks emails as tried, so that later ones do not replace them and the outbox shows every change. */
function keepEveryEmail(databasePath: string): void {
  const raw = new Database(databasePath);
  raw.run("pragma busy_timeout = 5000");
  raw.run(`create trigger if not exists emails_are_tried after insert on outbox when new.kind = 'email'
    begin update outbox set attempts = 1 where id = new.id; end`);
  raw.close();
}

async function addEventType(server: Server, key: string, eventType: (typeof eventTypes)[number]) {
  const answer = await fetch(`${server.address}/v1/event-types`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: JSON.stringify({ title: `A ${eventType.slug} one`, ...eventType }),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
}

/** The starts of the week after next, which always has five working days. */
async function freeStarts(server: Server, slug: string): Promise<string[]> {
  const date = (daysAhead: number) =>
    new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
  const answer = await fetch(`${server.address}/v1/slots/jane/${slug}?from=${date(7)}&to=${date(13)}`);
  const { slots } = (await answer.json()) as { slots: { start: string }[] };
  if (slots.length === 0) throw new Error(`nothing of ${slug} can be booked`);
  return slots.map(({ start }) => start);
}
