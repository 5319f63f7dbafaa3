import { type Language, type Locale, localeFor } from "../../language/locale.ts";
import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { fr } from "./texts/fr.ts";
import { nl } from "./texts/nl.ts";
import { pt } from "./texts/pt.ts";
import { de as deMoving } from "./texts/moving/de.ts";
import { en as enMoving } from "./texts/moving/en.ts";
import { es as esMoving } from "./texts/moving/es.ts";
import { fr as frMoving } from "./texts/moving/fr.ts";
import { nl as nlMoving } from "./texts/moving/nl.ts";
import { pt as ptMoving } from "./texts/moving/pt.ts";
import type { MoveTexts } from "./texts/moving/texts.ts";
import type { Texts } from "./texts/texts.ts";

const texts: Readonly<Record<Language, Texts>> = { en, de, fr, es, pt, nl };

const moveTexts: Readonly<Record<Language, MoveTexts>> = {
  en: enMoving,
  de: deMoving,
  fr: frMoving,
  es: esMoving,
  pt: ptMoving,
  nl: nlMoving,
};

/** What a booking page is written in. */
export type Speech = Locale & { readonly texts: Texts };

/** Speaks what `?lang=` names, else what `Accept-Language` likes best, else English. */
export function speechFor(asked: string | undefined, acceptLanguage: string | null): Speech {
  const spoken = localeFor(asked, acceptLanguage);
  return { ...spoken, texts: texts[spoken.language] };
}

/** What the page says otherwise where a booking is moved. */
export function moveTextsIn(language: Language): MoveTexts {
  return moveTexts[language];
}
