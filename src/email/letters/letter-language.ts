import { type Language, type Locale, localeFor } from "../../i18n/locale.ts";
import { de } from "../../i18n/texts/de/email.ts";
import { en } from "../../i18n/texts/en/email.ts";
import { es } from "../../i18n/texts/es/email.ts";
import { fr } from "../../i18n/texts/fr/email.ts";
import { nl } from "../../i18n/texts/nl/email.ts";
import { pt } from "../../i18n/texts/pt/email.ts";
import type { Texts } from "../../i18n/texts/email.ts";

const texts: Readonly<Record<Language, Texts>> = { en, de, fr, es, pt, nl };

export type EmailTranslation = Locale & { readonly texts: Texts };

/** Cached, because every booking needs two of a few. Bounded, because tags are user input. */
const translations = new Map<string | undefined, EmailTranslation>();
const MAX_KEPT = 1_000;

/** Finds the language for a tag; English without one. */
export function translationFor(locale: string | undefined): EmailTranslation {
  const known = translations.get(locale);
  if (known) return known;
  const spoken = localeFor(locale, null);
  const translation = { ...spoken, texts: texts[spoken.language] };
  if (translations.size < MAX_KEPT) translations.set(locale, translation);
  return translation;
}
