import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { fr } from "./texts/fr.ts";
import { nl } from "./texts/nl.ts";
import { pt } from "./texts/pt.ts";
import type { Texts } from "./texts/texts.ts";

const languages = { en, de, fr, es, pt, nl } as const satisfies Record<string, Texts>;

export type Language = keyof typeof languages;

/** The languages that the pages speak, each by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  pt: "Português",
  nl: "Nederlands",
};

/** What a page is written in: a language, and the region whose dates and clock it follows (`en-GB`). */
export type Speech = { readonly language: Language; readonly locale: string; readonly texts: Texts };

/** Speaks what `?lang=` names, else what `Accept-Language` (RFC 9110, 12.5.4) likes best, else English. */
export function speechFor(asked: string | undefined, acceptLanguage: string | null): Speech {
  const wanted = [asked ?? "", ...preferred(acceptLanguage ?? "")];
  for (const tag of wanted) {
    const [, language = "", region] = /^([a-z]{2})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-|$)/i.exec(tag) ?? [];
    const known = language.toLowerCase();
    if (isLanguage(known)) return speechOf(known, region);
  }
  return speechOf("en", undefined);
}

function speechOf(language: Language, region: string | undefined): Speech {
  const locale = region === undefined ? language : `${language}-${region.toUpperCase()}`;
  return { language, locale, texts: languages[language] };
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}

function preferred(acceptLanguage: string): string[] {
  return acceptLanguage
    .split(",", 20)
    .map((range) => {
      const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
      const quality = parameters.find((one) => one.startsWith("q="));
      return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}
