import dayjs from "dayjs";
import utc from "dayjs/plugin/utc.js";
import { isoLocal } from "../domain/clock.ts";
import type { EpochMs } from "../domain/interval.ts";
import { wallAt, type Zone, zoneOf } from "../domain/zone.ts";

dayjs.extend(utc);

/**
 * Tells a meeting's time in a zone: `Friday, 20 March 2026, 09:00–09:30 (America/Chicago, UTC-05:00)`. An end on
 * another date names that date; when the clocks change in between, each end carries its own offset.
 */
export function peopleTime(
  meeting: { readonly startsAt: EpochMs; readonly endsAt: EpochMs },
  zoneName: string,
): string {
  const zone = zoneOf(zoneName);
  const start = readingAt(zone, meeting.startsAt);
  const end = readingAt(zone, meeting.endsAt);
  const changes = start.offset !== end.offset;
  const from = `${start.date}, ${start.clock}${changes ? ` ${start.offset}` : ""}`;
  const to = `${end.date === start.date ? "" : `${end.date}, `}${end.clock}${changes ? ` ${end.offset}` : ""}`;
  const moment = /\s/.test(to) ? `${from} – ${to}` : `${from}–${to}`;
  return `${moment} (${changes || zoneName === "UTC" ? zoneName : `${zoneName}, ${start.offset}`})`;
}

function readingAt(zone: Zone, instant: EpochMs) {
  const wall = dayjs.utc(wallAt(zone, instant));
  return {
    date: wall.format("dddd, D MMMM YYYY"),
    clock: wall.format("HH:mm"),
    offset: `UTC${isoLocal(zone, instant).slice("2026-03-20T09:00:00".length)}`,
  };
}
