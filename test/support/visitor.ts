import type { Surroundings } from "./program.ts";
import { runSchedkit } from "./start-server.ts";

/** Adds a host named Jane as an operator would, and returns her API key. */
export async function addJane(options: Surroundings): Promise<string> {
  const words = "host add --json --name=Jane --email=jane@example.com --slug=jane --timezone=UTC".split(" ");
  const printed = await runSchedkit(words, options);
  return JSON.parse(printed.trim().split("\n").at(-1)!).api_key;
}

/** Jane's first free start in the coming week. */
export async function firstSlot(address: string): Promise<string> {
  const date = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const answer = await fetch(`${address}/v1/slots/jane/30min?from=${date(1)}&to=${date(7)}`);
  return (await answer.json()).slots[0].start;
}

/** Books Jane as a visitor. */
export function bookJane(address: string, start: string): Promise<Response> {
  return fetch(`${address}/v1/book/jane/30min`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      attendee_name: "Jason Johnson",
      attendee_email: "jason@example.com",
      start_time: start,
      timezone: "America/Chicago",
    }),
  });
}
