import { fieldOf, prefilledValue } from "../address.ts";
import { valuesOf, type Values } from "../form-fields.ts";
import { type PageTranslation, translationFor } from "../languages.ts";
import type { Embed, Theme } from "../state.ts";

export type PageQuery = {
  readonly translation: PageTranslation;
  readonly embed: Embed;
  readonly theme: Theme | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly values: Values;
};

/** Parses the query of a booking page; ignores unknown and invalid parameters. */
export function pageQueryOf({ url, headers }: Request): PageQuery {
  const start = url.indexOf("?");
  const pairs = [...new URLSearchParams(start === -1 ? "" : url.slice(start))];
  const query = Object.fromEntries(pairs);
  const embeds = ["inline", "popup", "widget"] as const;
  const themes = ["light", "dark"] as const;
  return {
    translation: translationFor(query["lang"], headers.get("accept-language")),
    embed: embeds.find((one) => one === query["embed"]) ?? (isFramed(headers) ? "inline" : null),
    theme: themes.find((one) => one === query["theme"]),
    query,
    values: valuesOf(
      pairs.flatMap(([name, value]): [string, string][] => {
        const field = fieldOf(name);
        return field === undefined ? [] : [[field, prefilledValue(name, value)]];
      }),
    ),
  };
}

/** Sites also frame pages without naming a way (https://www.w3.org/TR/fetch-metadata/). */
function isFramed(headers: Headers): boolean {
  return headers.get("sec-fetch-dest") === "iframe";
}
