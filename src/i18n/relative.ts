import dayjs from "dayjs";
import de from "dayjs/locale/de.js";
import en from "dayjs/locale/en.js";
import es from "dayjs/locale/es.js";
import fr from "dayjs/locale/fr.js";
import nl from "dayjs/locale/nl.js";
import pt from "dayjs/locale/pt.js";
import duration from "dayjs/plugin/duration.js";
import relativeTime from "dayjs/plugin/relativeTime.js";
import type { EpochMs } from "../domain/interval.ts";
import type { Language } from "./locale.ts";

dayjs.extend(relativeTime);
dayjs.extend(duration);

const locales = { en, de, fr, es, pt, nl } as const satisfies Record<Language, unknown>;

/** `in 2 hours` or `3 days ago`. */
export function relativeText(language: Language, instant: EpochMs, now: EpochMs): string {
  return dayjs(instant).locale(locales[language]).from(dayjs(now));
}

/** `2 hours` or `a day`, rounded. */
export function durationText(language: Language, minutes: number): string {
  return dayjs.duration(minutes, "minutes").locale(language).humanize();
}
