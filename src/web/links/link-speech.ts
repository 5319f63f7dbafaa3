import { type Language, type Locale, localeFor } from "../../i18n/locale.ts";
import { de } from "../../i18n/texts/de/links.ts";
import { en } from "../../i18n/texts/en/links.ts";
import { es } from "../../i18n/texts/es/links.ts";
import { fr } from "../../i18n/texts/fr/links.ts";
import { nl } from "../../i18n/texts/nl/links.ts";
import { pt } from "../../i18n/texts/pt/links.ts";
import type { LinkTexts } from "../../i18n/texts/links.ts";

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
