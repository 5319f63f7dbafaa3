import { pathOfPage } from "../address.ts";
import type { BookingBody, Detail } from "../form-fields.ts";
import type { Booked, PageState, Slot } from "../state.ts";
import { datesIn } from "../../../language/wall-time.ts";

const PATIENCE_MS = 20_000;

/** The free slots of a month in a zone. Rejects when they cannot be had. */
export async function fetchSlots(
  { base, host, event }: PageState,
  month: string,
  timeZone: string,
  signal: AbortSignal,
): Promise<readonly Slot[]> {
  const dates = datesIn(month);
  const query = new URLSearchParams({ from: dates[0]!, to: dates.at(-1)!, timezone: timeZone });
  const path = [host.username, event.slug].map(encodeURIComponent).join("/");
  const response = await fetch(`${base}/v1/slots/${path}?${query}`, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  });
  if (!response.ok) throw new Error(`slots: ${response.status}`);
  return (await response.json()).slots;
}

export type BookAnswer =
  | { readonly status: 201; readonly booked: Booked }
  | { readonly status: number; readonly details?: readonly Detail[]; readonly nearest?: readonly Slot[] };

/** Asks for the booking; the same key never makes a second one. Rejects when no answer comes. */
export async function postBooking(state: PageState, body: BookingBody, key: string): Promise<BookAnswer> {
  const response = await fetch(pathOfPage(state), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { ...(await response.json()), status: response.status };
}
