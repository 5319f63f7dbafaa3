import { type Language, type Locale, localeFor } from "../../i18n/locale.ts";
import { de } from "../../i18n/texts/de/email.ts";
import { en } from "../../i18n/texts/en/email.ts";
import { es } from "../../i18n/texts/es/email.ts";
import { fr } from "../../i18n/texts/fr/email.ts";
import { nl } from "../../i18n/texts/nl/email.ts";
import { pt } from "../../i18n/texts/pt/email.ts";
import type { Texts } from "../../i18n/texts/email.ts";

const texts: Readonly<Record<Language, Texts>> = { en, de, fr, es, pt, nl };

/** A locale and its texts. */
export type Speech = Locale & { readonly texts: Texts };

/** Cached, because every booking needs two of a few. Bounded, because tags are user input. */
const speeches = new Map<string | undefined, Speech>();
const MAX_KEPT = 1_000;

/** Finds the language for a tag; English without one. */
export function speechFor(locale: string | undefined): Speech {
  const known = speeches.get(locale);
  if (known) return known;
  const spoken = localeFor(locale, null);
  const speech = { ...spoken, texts: texts[spoken.language] };
  if (speeches.size < MAX_KEPT) speeches.set(locale, speech);
  return speech;
}
