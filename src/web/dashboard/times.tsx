import { isoLocal } from "../../domain/clock.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { zoneOf } from "../../domain/zone.ts";
import { clockOf, longDate, shortDay, spanText, timeText } from "../../i18n/wall-time.ts";
import type { DashboardContext } from "./context.ts";

/** Dates and times in a host's zone and language. */
export function timesOf({ host, translation: { locale } }: Pick<DashboardContext, "host" | "translation">) {
  const zone = zoneOf(host.time_zone);
  const clock = clockOf(locale);
  const local = (instant: EpochMs) => isoLocal(zone, instant);
  return {
    zone,
    local,
    /** `2026-03-20`. */
    date: (instant: EpochMs) => local(instant).slice(0, 10),
    /** `Friday, 20 March 2026`. */
    day: (instant: EpochMs) => longDate(locale, local(instant)),
    /** `9:00 – 9:30 AM`. */
    span: (start: EpochMs, end: EpochMs) => spanText(locale, clock, local(start), local(end)),
    time: (instant: EpochMs) => timeText(locale, clock, local(instant)),
    /** `Fri, 20 Mar, 9:00 AM`. */
    short: (instant: EpochMs) =>
      `${shortDay(locale, local(instant))}, ${timeText(locale, clock, local(instant))}`,
  };
}
