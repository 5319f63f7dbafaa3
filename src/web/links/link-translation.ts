import { type Locale, localeFor } from "../../i18n/locale.ts";
import { catalogues } from "../../i18n/texts/index.ts";
import type { LinkTexts } from "../../i18n/texts/links.ts";

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
    texts: catalogues[spoken.language].links,
    query: asked === null ? "" : `?lang=${spoken.locale}`,
  };
}
