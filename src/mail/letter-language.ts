import { type Language, type Locale, localeFor } from "../language/locale.ts";
import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { fr } from "./texts/fr.ts";
import { nl } from "./texts/nl.ts";
import { pt } from "./texts/pt.ts";
import type { Texts } from "./texts/texts.ts";

const texts: Readonly<Record<Language, Texts>> = { en, de, fr, es, pt, nl };

/** What a letter is written in. */
export type Speech = Locale & { readonly texts: Texts };

/** Cached, because every booking needs two of the few there are. Bounded, because tags come from outside. */
const speeches = new Map<string | undefined, Speech>();
const MAX_KEPT = 1_000;

/** Speaks what a reader's language tag names; English without one. */
export function speechFor(locale: string | undefined): Speech {
  const known = speeches.get(locale);
  if (known) return known;
  const spoken = localeFor(locale, null);
  const speech = { ...spoken, texts: texts[spoken.language] };
  if (speeches.size < MAX_KEPT) speeches.set(locale, speech);
  return speech;
}
