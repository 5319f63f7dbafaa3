import { type Language, type Locale, localeFor } from "../../i18n/locale.ts";
import { de } from "../../i18n/texts/de/links.ts";
import { en } from "../../i18n/texts/en/links.ts";
import { es } from "../../i18n/texts/es/links.ts";
import { fr } from "../../i18n/texts/fr/links.ts";
import { nl } from "../../i18n/texts/nl/links.ts";
import { pt } from "../../i18n/texts/pt/links.ts";
import type { LinkTexts } from "../../i18n/texts/links.ts";

const texts: Readonly<Record<Language, LinkTexts>> = { en, de, fr, es, pt, nl };

/** A locale with the texts of the pages behind links. */
export type LinkTranslation = Locale & {
  readonly texts: LinkTexts;
  /** The query that keeps the language in links and forms, `?lang=de`; empty if the URL named none. */
  readonly query: string;
};

/** The language of `?lang=`, otherwise the best match for `Accept-Language`, otherwise English. */
export function linkTranslationFor(asked: string | null, acceptLanguage: string | null): LinkTranslation {
  const spoken = localeFor(asked ?? undefined, acceptLanguage);
  return {
    ...spoken,
    texts: texts[spoken.language],
    query: asked === null ? "" : `?lang=${spoken.locale}`,
  };
}
