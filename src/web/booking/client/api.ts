import type { FieldError } from "../../../domain/refusal.ts";
import { pathOfPage, pathOfSlots } from "../address.ts";
import type { BookingBody } from "../form-fields.ts";
import type { ListedSlots } from "../read-slots.ts";
import type { Booked, PageState, Slot } from "../state.ts";
import type { ListedZone } from "../zones/zone-search.ts";

const PATIENCE_MS = 20_000;

/** The free slots of some days in a zone and, for a rescheduling, the current time. */
type FreeTimes = ListedSlots & { readonly current?: Slot };

/** Dates, both inclusive. */
type Days = { readonly from: string; readonly to: string };

/** Loads the free slots of these days in a zone. Rejects on failure. */
export async function fetchSlots(
  state: PageState,
  days: Days,
  timeZone: string,
  signal?: AbortSignal,
): Promise<FreeTimes> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(
    `${pathOfSlots(state)}?${new URLSearchParams({ ...days, timezone: timeZone, ...lengthOf(state) })}`,
    {
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    },
  );
  if (!response.ok) throw new Error(`slots: ${response.status}`);
  return response.json();
}

/** The length in the query of the slots, if there are several; a booking keeps its own. */
function lengthOf({ asked: { duration }, rescheduling }: PageState): { readonly duration?: string } {
  return duration !== undefined && !rescheduling ? { duration } : {};
}

/** Loads the zones that can be chosen, in the page's language. Rejects on failure. */
export async function fetchZones({ base, language }: PageState): Promise<readonly ListedZone[]> {
  const response = await fetch(`${base}/zones?lang=${language}`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error(`zones: ${response.status}`);
  return (await response.json()).zones;
}

export type BookAnswer =
  | { readonly status: 201; readonly booked: Booked }
  | {
      readonly status: number;
      readonly code?: string;
      readonly details?: readonly FieldError[];
      readonly nearest?: readonly Slot[];
      readonly code_sent?: true;
    };

/** Books, with emails in the page's language; repeating a key never makes a second booking. Rejects without a response. */
export async function postBooking(state: PageState, body: BookingBody, key: string): Promise<BookAnswer> {
  const { status, json } = await post(
    pathOfPage(state),
    { ...body, language: state.locale },
    { "idempotency-key": key },
  );
  return { ...json, status };
}

/** Posts a body and parses the response. Rejects without a response. */
export async function post(
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly json: any }> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: response.status, json: await response.json() };
}
