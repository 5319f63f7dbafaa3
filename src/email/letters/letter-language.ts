import { type Locale, localeFor } from "../../i18n/locale.ts";
import type { Texts } from "../../i18n/texts/email.ts";
import { catalogues } from "../../i18n/texts/index.ts";

export type EmailTranslation = Locale & { readonly texts: Texts };

/** Cached, because every booking needs two of a few. Bounded, because tags are user input. */
const translations = new Map<string | undefined, EmailTranslation>();
const MAX_KEPT = 1_000;

/** Finds the language for a tag; English without one. */
export function translationFor(locale: string | undefined): EmailTranslation {
  const known = translations.get(locale);
  if (known) return known;
  const spoken = localeFor(locale, null);
  const translation = { ...spoken, texts: catalogues[spoken.language].email };
  if (translations.size < MAX_KEPT) translations.set(locale, translation);
  return translation;
}
