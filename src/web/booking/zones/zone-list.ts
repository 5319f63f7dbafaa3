import type { EpochMs } from "../../../domain/interval.ts";
import { MINUTE_MS } from "../../../domain/interval.ts";
import { findZone, offsetAt } from "../../../domain/zone.ts";
import type { Language } from "../../../i18n/locale.ts";
import { zoneNames } from "./zone-names.ts" with { type: "macro" };
import type { ListedZone } from "./zone-search.ts";

const { zones, translations } = zoneNames(["en", "de", "fr", "es", "pt", "nl"]);

/** Every zone that can be chosen, with its offset at `now` by the server's own rules. */
export function listZones(language: Language, now: EpochMs): ListedZone[] {
  const [own, english] = [translations[language]!, translations["en"]!];
  const utc: ListedZone = {
    name: "UTC",
    city: "UTC",
    offset: 0,
    is_golden: true,
    terms: [["UTC", "GMT"]],
  };
  const listed = zones.flatMap(({ name, aliases, country, cities, isGolden, ...abbreviated }) => {
    const zone = findZone(name);
    if (!zone) return [];
    const inName = cityIn(name);
    const city = own.cities[name] ?? inName;
    return {
      name,
      city,
      offset: offsetAt(zone, now) / MINUTE_MS,
      is_golden: isGolden,
      terms: [
        [city, inName, english.cities[name] ?? inName, ...cities, ...aliases.filter(isPlace).map(cityIn)],
        [own.countries[country] ?? "", english.countries[country] ?? ""],
        [own.generic[name] ?? "", english.generic[name] ?? ""],
        abbreviated.abbreviations,
        abbreviated.otherAbbreviations,
        [name, ...aliases],
      ].map((terms) => [...new Set(terms)].filter((term) => term !== "")),
    };
  });
  return [utc, ...listed];
}

/** Names such as `EST` are no places. */
function isPlace(name: string): boolean {
  return name.includes("/");
}

/** `America/Argentina/Buenos_Aires` becomes `Buenos Aires`. */
function cityIn(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).replaceAll("_", " ");
}
