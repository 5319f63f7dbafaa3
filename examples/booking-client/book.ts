/**
 * Books the first free slot of the coming week: `bun book.ts USERNAME EVENT_SLUG`. SCHEDKIT_URL is the server,
 * http://localhost:3000 by default.
 */
import { randomUUID } from "node:crypto";

const server = process.env["SCHEDKIT_URL"] ?? "http://localhost:3000";
const [username = "jane", eventSlug = "30min"] = process.argv.slice(2);

type Slot = { readonly start: string; readonly start_local: string };
type Booking = { readonly id: number; readonly status: "pending" | "confirmed" };

async function freeSlots(): Promise<readonly Slot[]> {
  const date = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const query = new URLSearchParams({ from: date(0), to: date(7), timezone: "Europe/Berlin" });
  const { slots } = await call("GET", `/v1/slots/${username}/${eventSlug}?${query}`);
  return slots;
}

/** The key makes a repeated request safe: the server answers again and books nothing twice. */
function book({ start }: Slot, key: string): Promise<Booking> {
  const booking = {
    attendee_name: "Jason Johnson",
    attendee_email: "jason@example.com",
    start_time: start,
    timezone: "Europe/Berlin",
  };
  return call("POST", `/v1/book/${username}/${eventSlug}`, booking, { "idempotency-key": key });
}

/** Every error has a sentence for people in `error`, and `details` names the fields that are wrong. */
async function call(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<any> {
  const response = await fetch(server + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const json = await response.json();
  if (!response.ok) throw new Error(`${response.status}: ${json.error}`);
  return json;
}

const [slot] = await freeSlots();
if (!slot) throw new Error("Nothing is free in the coming week.");
const key = randomUUID();
const booking = await book(slot, key);
const again = await book(slot, key);
console.log(`Booking ${booking.id} at ${slot.start_local} is ${booking.status}.`);
if (again.id !== booking.id) throw new Error("The same key booked twice.");
