import { dateAt, type EpochDay, isoDate, parseDate, parseInstant } from "../domain/clock.ts";
import { DAY_MS, type EpochMs } from "../domain/interval.ts";
import type { EventType, Host } from "../domain/records.ts";
import { findZone, type Zone, zoneNames } from "../domain/zone.ts";
import { fieldOf } from "../pages/booking/address.ts";
import { valuesOf, type Values } from "../pages/booking/form-fields.ts";
import { type Speech, speechFor } from "../pages/booking/languages.ts";
import { type Embed, freeDates, type PageState, type Slot, type Theme } from "../pages/booking/state.ts";
import { clockOf, datesIn, monthAfter, monthOf } from "../language/wall-time.ts";
import type { Deps } from "../usecases/deps.ts";
import { listSlotsAs, lookAtOffer } from "../usecases/list-slots.ts";
import { basePathOf } from "./paths.ts";
import { publicEventTypeJson, slotsText } from "./present.ts";

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
  const range = rangeOf(deps, eventType, zone);
  const shown = await monthFor(deps, host, eventType, zone, range, asked.query);
  return {
    ...speaking(asked),
    base: basePathOf(deps.publicUrl),
    publicUrl: deps.publicUrl,
    embed: asked.embed,
    host: { username: host.slug, name: host.name },
    event: publicEventTypeJson(eventType),
    timeZone: zone.name,
    timeZones: offeredZones,
    ...range,
    ...shown,
    slot: slotAt(shown.slots, asked.query["start"]),
    nearest: [],
    values: asked.values,
    carried: asked.values,
    problems: {},
    trouble: isGone(shown.slots, asked.query["start"]) ? "taken" : null,
    attempt: crypto.randomUUID(),
    booked: null,
    live: null,
  };
}

const offeredZones = ["UTC", ...zoneNames().filter((name) => name.includes("/") && !name.startsWith("Etc/"))];

function speaking({ speech, theme, query }: Asked) {
  const { language, locale, texts } = speech;
  const { lang, tz, clock } = query;
  const isClock = clock === "12" || clock === "24";
  return {
    language,
    locale,
    texts,
    clock: isClock ? clock : clockOf(locale),
    asked: {
      ...(lang !== undefined && { lang }),
      ...(tz !== undefined && findZone(tz) && { tz }),
      ...(isClock && { clock }),
      ...(theme !== undefined && { theme }),
    },
  } as const;
}

type Range = Pick<PageState, "now" | "horizon" | "today" | "lastDay">;

function rangeOf(deps: Deps, eventType: EventType, zone: Zone): Range {
  const now = deps.now();
  const horizon = now + eventType.max_advance_days * DAY_MS;
  return { now, horizon, today: isoDate(dateAt(zone, now)), lastDay: isoDate(dateAt(zone, horizon)) };
}

type Shown = Pick<PageState, "month" | "slots" | "date">;

/** The month asked for; else the first one with a free day, or this one where there is none. */
async function monthFor(
  deps: Deps,
  host: Host,
  eventType: EventType,
  zone: Zone,
  { today, lastDay }: Range,
  query: Asked["query"],
): Promise<Shown> {
  const slotsOf = (month: string) => slotsIn(deps, host, eventType, zone, month);
  const wanted = wantedMonth(zone, query);
  if (wanted !== undefined && wanted >= monthOf(today) && wanted <= monthOf(lastDay)) {
    const slots = await slotsOf(wanted);
    return { month: wanted, slots, date: dateFor(slots, zone, query) };
  }
  for (let month = monthOf(today); month <= monthOf(lastDay); month = monthAfter(month, 1)) {
    const slots = await slotsOf(month);
    if (slots.length > 0) return { month, slots, date: dateFor(slots, zone, {}) };
  }
  return { month: monthOf(today), slots: [], date: null };
}

function wantedMonth(zone: Zone, query: Asked["query"]): string | undefined {
  const date = wantedDate(zone, query);
  if (date !== undefined) return monthOf(date);
  const { month = "" } = query;
  return parseDate(`${month}-01`) === undefined ? undefined : month;
}

/** The day named, or that of the start named. */
function wantedDate(zone: Zone, { date = "", start = "" }: Asked["query"]): string | undefined {
  const startsAt = parseInstant(start);
  if (startsAt !== undefined) return isoDate(dateAt(zone, startsAt));
  return parseDate(date) === undefined ? undefined : date;
}

function dateFor(slots: readonly Slot[], zone: Zone, query: Asked["query"]): string | null {
  return wantedDate(zone, query) ?? [...freeDates({ slots })].sort()[0] ?? null;
}

async function slotsIn(
  deps: Deps,
  host: Host,
  eventType: EventType,
  zone: Zone,
  month: string,
): Promise<readonly Slot[]> {
  const dates = datesIn(month);
  const [from, to] = [dayOf(dates[0]!), dayOf(dates.at(-1)!)];
  return freeSlots(deps, host.slug, eventType.slug, { from, to, timeZone: zone.name });
}

async function freeSlots(
  deps: Deps,
  username: string,
  eventSlug: string,
  range: { readonly from: EpochDay; readonly to: EpochDay; readonly timeZone: string },
): Promise<readonly Slot[]> {
  const listed = await listSlotsAs(slotsText, deps, username, eventSlug, range);
  return listed.ok ? JSON.parse(listed.value).slots : [];
}

/** The free slots from a week before a start to two weeks after it. */
export function slotsAround(
  deps: Deps,
  username: string,
  eventSlug: string,
  startsAt: EpochMs,
  timeZone: string,
): Promise<readonly Slot[]> {
  const day = dateAt(findZone(timeZone)!, startsAt);
  return freeSlots(deps, username, eventSlug, { from: day - 7, to: day + 14, timeZone });
}

function dayOf(date: string): EpochDay {
  return parseDate(date)!;
}

function slotAt(slots: readonly Slot[], start: string | undefined): Slot | null {
  const startsAt = parseInstant(start ?? "");
  return slots.find((slot) => Date.parse(slot.start) === startsAt) ?? null;
}

function isGone(slots: readonly Slot[], start: string | undefined): boolean {
  return start !== undefined && slotAt(slots, start) === null;
}
