import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane } from "../support/visitor.ts";

type Link = { readonly id: number; readonly token: string };

let folder: ReturnType<typeof temporaryFolder>;
let servers: Server[];
let key: string;

beforeEach(async () => {
  folder = temporaryFolder();
  servers = [];
  for (let n = 0; n < 2; n++)
    servers.push(await startServer({ dataDir: folder.path, env: { RATE_LIMIT: "off" } }));
  key = await addJane({ dataDir: folder.path });
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  folder.remove();
});

async function addLink(uses: number): Promise<Link> {
  const answer = await fetch(`${servers[0]!.address}/v1/event-types/1/links`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: JSON.stringify({ uses }),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Link;
}

async function freeStarts(): Promise<string[]> {
  const date = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const answer = await fetch(`${servers[1]!.address}/v1/slots/jane/30min?from=${date(1)}&to=${date(14)}`);
  return ((await answer.json()) as { slots: { start: string }[] }).slots.map(({ start }) => start);
}

/** Books this start at one of the servers; resolves to 201 or the code of the refusal. */
async function book({ address }: Server, { token }: Link, start_time: string): Promise<unknown> {
  const answer = await fetch(`${address}/v1/book/jane/30min`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      attendee_name: "Jason Johnson",
      attendee_email: "jason@example.com",
      start_time,
      timezone: "America/Chicago",
      link: token,
    }),
  });
  const { code } = (await answer.json()) as { code?: string };
  return answer.status === 201 ? 201 : code;
}

function inFile<Row>(query: string): Row[] {
  const raw = new BunDatabase(join(folder.path, "schedkit.db"), { readonly: true });
  try {
    return raw.query<Row, []>(query).all();
  } finally {
    raw.close(true);
  }
}

test("two servers sell the last use of a link once", async () => {
  const starts = (await freeStarts()).slice(0, 100);
  expect(starts).toHaveLength(100);
  for (const uses of [1, 3]) {
    const link = await addLink(uses);
    const from = uses === 1 ? 0 : 50;
    const answers = await Promise.all(
      starts.slice(from, from + 50).map((start, n) => book(servers[n % 2]!, link, start)),
    );
    expect(answers.filter((answer) => answer === 201)).toHaveLength(uses);
    expect(answers.filter((answer) => answer === "link_used")).toHaveLength(50 - uses);
    expect(inFile(`select id from bookings where link_id = ${link.id}`)).toHaveLength(uses);
    expect(inFile(`select used from booking_links where id = ${link.id}`)).toEqual([{ used: uses }]);
  }
});
