import { readFileSync } from "node:fs";
import { rawTimeZones } from "@vvo/tzdb";

/** A zone and what people call it, apart from translations. Words are in the order of their weight. */
type NamedZone = {
  readonly name: string;
  /** Other IANA names of the same zone. */
  readonly aliases: readonly string[];
  /** An ISO 3166 code. */
  readonly country: string;
  readonly cities: readonly string[];
  /** Abbreviations in common use, such as `PST`, then others. */
  readonly abbreviations: readonly string[];
  readonly otherAbbreviations: readonly string[];
  /** Whether it is the one that CLDR takes for its metazone, such as New York for Eastern Time. */
  readonly isGolden: boolean;
};

/** What zones are called in a language. */
type ZoneTranslation = {
  /** By IANA name. */
  readonly cities: Readonly<Record<string, string>>;
  readonly generic: Readonly<Record<string, string>>;
  /** By ISO 3166 code. */
  readonly countries: Readonly<Record<string, string>>;
};

type Zones = {
  readonly zones: readonly NamedZone[];
  readonly translations: Readonly<Record<string, ZoneTranslation>>;
};

/**
 * The names of all time zones, from @vvo/tzdb (cities, countries, abbreviations) and CLDR (cities and zones in each
 * language). Only for `import … with { type: "macro" }`, which inlines the result: CLDR has 140 MB.
 */
export function zoneNames(languages: readonly string[]): Zones {
  const golden = new Map<string, string>();
  const { metazones, metazoneInfo } = cldr("cldr-core/supplemental/metaZones.json").supplemental.metaZones;
  for (const { mapZone } of metazones)
    if (mapZone._territory === "001") golden.set(mapZone._other, mapZone._type);
  const english = namesIn("en");
  const metazoneOf = (names: readonly string[]): string | undefined =>
    names.map((name) => at(metazoneInfo.timezone, name)?.at(-1).usesMetazone._mzone).find(Boolean);
  const known = rawTimeZones.map((raw) => {
    const names = [raw.name, ...raw.group.filter((other) => other !== raw.name)];
    const metazone = metazoneOf(names) ?? "";
    return { raw, names, metazone, isGolden: names.includes(golden.get(metazone) ?? "") };
  });
  return {
    zones: known.map(({ raw, names, metazone, isGolden }) => ({
      name: raw.name,
      aliases: names.slice(1),
      country: raw.countryCode,
      cities: raw.mainCities,
      abbreviations: Object.values<string>(english.metazone[metazone]?.short ?? {}),
      otherAbbreviations: [raw.abbreviation, raw.dstAbbreviation ?? ""].filter((one) => /^[A-Z]+$/.test(one)),
      isGolden,
    })),
    translations: Object.fromEntries(
      languages.map((language) => {
        const { zone, metazone: metazoneNames } = namesIn(language);
        const countries = new Intl.DisplayNames(language, { type: "region" });
        // CLDR leaves out cities that are the same as in the name, and has some zones under an older one.
        const city = (names: readonly string[]): string | undefined => {
          const own = names.find((name) => at(metazoneInfo.timezone, name)) ?? names[0]!;
          return at(zone, own)?.exemplarCity;
        };
        const long = (metazone: string) => metazoneNames[metazone]?.long ?? {};
        return [
          language,
          {
            cities: pairs(known.map(({ raw, names }) => [raw.name, city(names)])),
            generic: pairs(
              known.map(({ raw, metazone }) => [raw.name, long(metazone).generic ?? long(metazone).standard]),
            ),
            countries: pairs(known.map(({ raw }) => [raw.countryCode, countries.of(raw.countryCode)])),
          },
        ];
      }),
    ),
  };
}

function pairs(entries: readonly (readonly [string, string | undefined])[]): Record<string, string> {
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  );
}

/** CLDR nests the parts of a name. */
function at(tree: any, name: string): any {
  return name.split("/").reduce((branch, part) => branch?.[part], tree);
}

function namesIn(language: string) {
  return cldr(`cldr-dates-full/main/${language}/timeZoneNames.json`).main[language].dates.timeZoneNames;
}

function cldr(file: string): any {
  return JSON.parse(readFileSync(new URL(import.meta.resolve(file)), "utf8"));
}
