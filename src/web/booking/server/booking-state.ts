import type { PageQuery } from "./page-query.ts";
import { publicEventTypeJson } from "../../../api/event-types/models.ts";
import { slotsText } from "../../../api/slots.ts";
import { dateAt, isoDate, parseDate } from "../../../domain/clock.ts";
import { withDuration } from "../../../domain/policy.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import { findZone, type Zone } from "../../../domain/zone.ts";
import { readAround, type ReadSlots } from "../read-slots.ts";
import type { PageState, Slot } from "../state.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { listSlotsAs, findOffer } from "../../../usecases/bookings/list-slots.ts";
import { awayNotes } from "./away-notes.ts";
import { calendarState } from "./calendar-state.ts";
import { lookOf } from "./look.ts";

/** The page for a URL; undefined if nothing can be booked there. */
export async function stateFor(
  deps: Deps,
  asked: PageQuery,
  username: string,
  eventSlug: string,
): Promise<PageState | undefined> {
  const offer = await findOffer(deps, username, eventSlug);
  if (!offer.ok) return undefined;
  const { host, horizon } = offer.value;
  const chosen = Number(/^[1-9]\d{0,3}$/.exec(asked.query["duration"] ?? "")?.[0] ?? 0);
  const other = withDuration(offer.value.eventType, chosen);
  const eventType = other ?? offer.value.eventType;
  const zone = findZone(asked.query["tz"] ?? "") ?? findZone(host.time_zone)!;
  const read = slotReader(deps, username, eventSlug, zone, eventType.duration_minutes);
  const state = await calendarState(deps, asked, { horizon, zone, read });
  return {
    ...state,
    asked: { ...state.asked, ...(other && { duration: String(chosen) }) },
    rescheduling: null,
    ...(await lookOf(deps, host, eventType)),
    event: publicEventTypeJson(eventType),
    values: asked.values,
    carried: asked.values,
    attempt: crypto.randomUUID(),
    booked: null,
    away: await awayNotes(deps, host, { start: deps.now(), end: horizon }, asked.query),
    isOffered: true,
    // Whoever embeds the page is told, and decides.
    redirectsTo: asked.embed === null ? eventType.redirect_url : null,
    isNew: true,
  };
}

function slotReader(
  deps: Deps,
  username: string,
  eventSlug: string,
  zone: Zone,
  durationMinutes: number | undefined,
): ReadSlots {
  return async (from, to) => {
    const query = { from: parseDate(from)!, to: parseDate(to)!, timeZone: zone.name, durationMinutes };
    const listed = await listSlotsAs(slotsText, deps, username, eventSlug, query);
    return listed.ok ? JSON.parse(listed.value) : { slots: [] };
  };
}

export function slotsAround(
  deps: Deps,
  username: string,
  eventSlug: string,
  startsAt: EpochMs,
  { timezone, duration_minutes }: { readonly timezone: string; readonly duration_minutes?: number },
): Promise<readonly Slot[]> {
  const zone = findZone(timezone)!;
  return readAround(
    slotReader(deps, username, eventSlug, zone, duration_minutes),
    isoDate(dateAt(zone, startsAt)),
  );
}
