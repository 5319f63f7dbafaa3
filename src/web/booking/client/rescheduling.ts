import { addressOf, pathOfPage } from "../address.ts";
import type { BookingBody } from "../form-fields.ts";
import { readAround } from "../read-slots.ts";
import { type Booked, nearestTo, type PageState, type Slot } from "../state.ts";
import { type BookAnswer, fetchSlots, post } from "./api.ts";

/** Reschedules the booking; repeating it changes nothing. Rejects without a response. */
export async function postReschedule(
  state: PageState,
  { start_time, timezone, reason }: BookingBody,
): Promise<BookAnswer> {
  const { status, json } = await post(pathOfPage(state), {
    start_time,
    timezone,
    ...(reason !== undefined && { reason }),
  });
  if (status === 200) return { status: 201, booked: movedTo(state, start_time, json.status) };
  if (status !== 409) return { ...json, status };
  if (json.code === "slot_unavailable") return { status, nearest: await freeAround(state, start_time) };
  if (json.code === "too_many_moves" || json.code === "calendar_unreachable")
    return { status, code: json.code };
  // The link's own page tells what has happened to the booking meanwhile.
  window.location.replace(addressOf(state, {}));
  return new Promise(() => {});
}

function movedTo(state: PageState, start: string, status: string): Booked {
  const slot = [state.slot, ...state.nearest].find((one) => one?.start === start)!;
  return {
    ...state.rescheduling!.booking,
    status,
    attendee_timezone: state.timeZone,
    start_time: slot.start,
    end_time: slot.end,
    start_local: slot.start_local,
    end_local: slot.end_local,
  };
}

async function freeAround(state: PageState, start: string): Promise<readonly Slot[]> {
  const read = (from: string, to: string) => fetchSlots(state, { from, to }, state.timeZone);
  return nearestTo(start, await readAround(read, start.slice(0, 10)));
}
