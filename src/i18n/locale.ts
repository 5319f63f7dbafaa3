import Negotiator from "negotiator";

/** The available languages of pages and emails, by their own names. */
export const languageNames = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  pt: "Português",
  nl: "Nederlands",
} as const;

export type Language = keyof typeof languageNames;

/** An available language, and in `locale` the region for dates and times (`en-GB`). */
export type Locale = { readonly language: Language; readonly locale: string };

/** The locale of `asked`, otherwise the best match for `Accept-Language` (RFC 9110, 12.5.4), otherwise English. */
export function localeFor(asked: string | undefined, acceptLanguage: string | null): Locale {
  const named = asked === undefined ? undefined : parseLocale(asked);
  if (named) return named;
  const tags = new Negotiator({ headers: { "accept-language": acceptLanguage ?? "" } }).languages();
  return tags.map(parseLocale).find((known) => known !== undefined) ?? { language: "en", locale: "en" };
}

/** Parses a language tag (RFC 5646) such as `de` or `zh-Hant-TW`; undefined if its language is not available. */
export function parseLocale(tag: string): Locale | undefined {
  const [, primary = "", region] = /^([a-z]{2})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-|$)/i.exec(tag) ?? [];
  const language = primary.toLowerCase();
  if (!isLanguage(language)) return undefined;
  return { language, locale: region === undefined ? language : `${language}-${region.toUpperCase()}` };
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languageNames, tag);
}
