import { readFileSync } from "node:fs";

type WindowsZones = {
  readonly supplemental: {
    readonly windowsZones: {
      readonly mapTimezones: readonly {
        readonly mapZone: { readonly _other: string; readonly _type: string; readonly _territory: string };
      }[];
    };
  };
};

/**
 * The names that Windows, Outlook and Exchange use for time zones, each with its IANA name, from CLDR. Only for
 * `import … with { type: "macro" }`, which inlines the result.
 */
export function windowsZones(): [string, string][] {
  const file = new URL(import.meta.resolve("cldr-core/supplemental/windowsZones.json"));
  const { supplemental } = JSON.parse(readFileSync(file, "utf8")) as WindowsZones;
  return supplemental.windowsZones.mapTimezones
    .filter(({ mapZone }) => mapZone._territory === "001")
    .map(({ mapZone }) => [mapZone._other, mapZone._type]);
}
