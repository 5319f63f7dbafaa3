import type { EpochMs } from "../../../domain/interval.ts";
import { type Language, languageNames } from "../../../i18n/locale.ts";
import { zoneText } from "../../../i18n/wall-time.ts";
import { listZones } from "../../booking/zones/zone-list.ts";
import type { Option } from "./fields.tsx";

/** Every time zone to choose from, by name; `chosen` is among them even if it is an alias. */
export function zoneOptions(language: Language, now: EpochMs, chosen: string): Option[] {
  const names = new Set([...listZones(language, now).map(({ name }) => name), ...(chosen ? [chosen] : [])]);
  return [...names].sort().map((name) => ({ value: name, label: zoneText(name) }));
}

/** Every language of the pages and emails, by its own name. */
export const languageOptions: readonly Option[] = Object.entries(languageNames).map(([value, label]) => ({
  value,
  label,
}));
