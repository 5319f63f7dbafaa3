/** The languages that pages and letters are written in, each by its own name. */
export const languageNames = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  pt: "Português",
  nl: "Nederlands",
} as const;

export type Language = keyof typeof languageNames;

/** A language that is spoken here, and as `locale` the region whose dates and clock are followed (`en-GB`). */
export type Locale = { readonly language: Language; readonly locale: string };

/** The locale that `asked` names, else the one that `Accept-Language` (RFC 9110, 12.5.4) likes best, else English. */
export function localeFor(asked: string | undefined, acceptLanguage: string | null): Locale {
  const named = asked === undefined ? undefined : parseLocale(asked);
  return named ?? likedBest(acceptLanguage ?? "");
}

/** Browsers send one of few headers, so what each comes to is kept, within bounds of memory. */
const liked = new Map<string, Locale>();
const MAX_KEPT = 1_000;
const MAX_KEPT_LENGTH = 200;

function likedBest(acceptLanguage: string): Locale {
  const kept = liked.get(acceptLanguage);
  if (kept) return kept;
  const best = firstSpoken(preferred(acceptLanguage)) ?? { language: "en", locale: "en" };
  if (liked.size >= MAX_KEPT) liked.clear();
  if (acceptLanguage.length <= MAX_KEPT_LENGTH) liked.set(acceptLanguage, best);
  return best;
}

function firstSpoken(tags: readonly string[]): Locale | undefined {
  for (const tag of tags) {
    const known = parseLocale(tag);
    if (known) return known;
  }
  return undefined;
}

/** Reads a language tag (RFC 5646) such as `de` or `zh-Hant-TW`; undefined where its language is not spoken here. */
export function parseLocale(tag: string): Locale | undefined {
  const [, primary = "", region] = /^([a-z]{2})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-|$)/i.exec(tag) ?? [];
  const language = primary.toLowerCase();
  if (!isLanguage(language)) return undefined;
  return { language, locale: region === undefined ? language : `${language}-${region.toUpperCase()}` };
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languageNames, tag);
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
