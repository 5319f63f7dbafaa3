import { publicEventTypeJson } from "../api/event-types/models.ts";
import { slotsText } from "../api/slots.ts";
import { dateAt, isoDate, parseDate } from "../domain/clock.ts";
import type { EpochMs } from "../domain/interval.ts";
import { findZone, type Zone } from "../domain/zone.ts";
import { fieldOf } from "../pages/booking/address.ts";
import { valuesOf, type Values } from "../pages/booking/form-fields.ts";
import { type Speech, speechFor } from "../pages/booking/languages.ts";
import { readAround, type ReadSlots } from "../pages/booking/read-slots.ts";
import { type Embed, type PageState, type Slot, type Theme } from "../pages/booking/state.ts";
import type { Deps } from "../usecases/deps.ts";
import { listSlotsAs, lookAtOffer } from "../usecases/list-slots.ts";
import { calendarState } from "./calendar-state.ts";

/** What the address of a booking page asks for, pair by pair. */
export type Asked = {
  readonly speech: Speech;
  readonly embed: Embed;
  readonly theme: Theme | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly values: Values;
};

/** Reads the query of a booking page. Whatever it does not know, or cannot use, it leaves aside. */
export function askedOf({ url, headers }: Request): Asked {
  const start = url.indexOf("?");
  const pairs = [...new URLSearchParams(start === -1 ? "" : url.slice(start))];
  const query = Object.fromEntries(pairs);
  const embeds = ["inline", "popup", "widget"] as const;
  const themes = ["light", "dark"] as const;
  return {
    speech: speechFor(query["lang"], headers.get("accept-language")),
    embed: embeds.find((one) => one === query["embed"]) ?? null,
    theme: themes.find((one) => one === query["theme"]),
    query,
    values: valuesOf(
      pairs.flatMap(([name, value]): [string, string][] => {
        const field = fieldOf(name);
        return field === undefined ? [] : [[field, value.slice(0, 5000)]];
      }),
    ),
  };
}

/** The page that the address asks for; undefined where nothing can be booked. */
export async function stateFor(
  deps: Deps,
  asked: Asked,
  username: string,
  eventSlug: string,
): Promise<PageState | undefined> {
  const offer = await lookAtOffer(deps, username, eventSlug);
  if (!offer.ok) return undefined;
  const { host, eventType } = offer.value;
  const zone = findZone(asked.query["tz"] ?? "") ?? findZone(host.time_zone)!;
  const read = slotReader(deps, username, eventSlug, zone);
  return {
    ...(await calendarState(deps, asked, { eventType, zone, read })),
    moving: null,
    host: { username: host.slug, name: host.name },
    event: publicEventTypeJson(eventType),
    values: asked.values,
    carried: asked.values,
    attempt: crypto.randomUUID(),
    booked: null,
  };
}

function slotReader(deps: Deps, username: string, eventSlug: string, zone: Zone): ReadSlots {
  return async (from, to) => {
    const query = { from: parseDate(from)!, to: parseDate(to)!, timeZone: zone.name };
    const listed = await listSlotsAs(slotsText, deps, username, eventSlug, query);
    return listed.ok ? JSON.parse(listed.value) : { slots: [] };
  };
}

/** The free slots around a start. */
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
