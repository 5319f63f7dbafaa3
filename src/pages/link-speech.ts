import { type Language, type Locale, localeFor } from "../language/locale.ts";
import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { fr } from "./texts/fr.ts";
import { nl } from "./texts/nl.ts";
import { pt } from "./texts/pt.ts";
import type { LinkTexts } from "./texts/texts.ts";

const texts: Readonly<Record<Language, LinkTexts>> = { en, de, fr, es, pt, nl };

/** What a page behind a link is written in. */
export type LinkSpeech = Locale & {
  readonly texts: LinkTexts;
  /** The language as links and forms carry it on, `?lang=de`; empty where the address named none. */
  readonly query: string;
};

/** Speaks what `?lang=` names, else what `Accept-Language` likes best, else English. */
export function linkSpeechFor(asked: string | null, acceptLanguage: string | null): LinkSpeech {
  const spoken = localeFor(asked ?? undefined, acceptLanguage);
  return {
    ...spoken,
    texts: texts[spoken.language],
    query: asked === null ? "" : `?lang=${spoken.locale}`,
  };
}
