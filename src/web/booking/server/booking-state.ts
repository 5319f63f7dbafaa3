import type { PageQuery } from "./page-query.ts";
import { publicEventTypeJson } from "../../../api/event-types/models.ts";
import { slotsText } from "../../../api/slots.ts";
import { dateAt, isoDate, parseDate } from "../../../domain/clock.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import { findZone, type Zone } from "../../../domain/zone.ts";
import { readAround, type ReadSlots } from "../read-slots.ts";
import type { PageState, Slot } from "../state.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { listSlotsAs, findOffer } from "../../../usecases/bookings/list-slots.ts";
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
  const { host, eventType, horizon } = offer.value;
  const zone = findZone(asked.query["tz"] ?? "") ?? findZone(host.time_zone)!;
  const read = slotReader(deps, username, eventSlug, zone);
  return {
    ...(await calendarState(deps, asked, { horizon, zone, read })),
    rescheduling: null,
    ...(await lookOf(deps, host, eventType)),
    event: publicEventTypeJson(eventType),
    values: asked.values,
    carried: asked.values,
    attempt: crypto.randomUUID(),
    booked: null,
    isOffered: true,
    // Whoever embeds the page is told, and decides.
    redirectsTo: asked.embed === null ? eventType.redirect_url : null,
    isNew: true,
  };
}

function slotReader(deps: Deps, username: string, eventSlug: string, zone: Zone): ReadSlots {
  return async (from, to) => {
    const query = { from: parseDate(from)!, to: parseDate(to)!, timeZone: zone.name };
    const listed = await listSlotsAs(slotsText, deps, username, eventSlug, query);
    return listed.ok ? JSON.parse(listed.value) : { slots: [] };
  };
}

export function slotsAround(
  deps: Deps,
  username: string,
  eventSlug: string,
  startsAt: EpochMs,
  timeZone: string,
): Promise<readonly Slot[]> {
  const zone = findZone(timeZone)!;
  return readAround(slotReader(deps, username, eventSlug, zone), isoDate(dateAt(zone, startsAt)));
}
