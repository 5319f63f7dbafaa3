import { type Language, type Locale, localeFor } from "../../language/locale.ts";
import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { fr } from "./texts/fr.ts";
import { nl } from "./texts/nl.ts";
import { pt } from "./texts/pt.ts";
import type { Texts } from "./texts/texts.ts";

const texts: Readonly<Record<Language, Texts>> = { en, de, fr, es, pt, nl };

/** What a booking page is written in. */
export type Speech = Locale & { readonly texts: Texts };

/** Speaks what `?lang=` names, else what `Accept-Language` likes best, else English. */
export function speechFor(asked: string | undefined, acceptLanguage: string | null): Speech {
  const spoken = localeFor(asked, acceptLanguage);
  return { ...spoken, texts: texts[spoken.language] };
}
