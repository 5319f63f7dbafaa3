import { type Locale, localeFor } from "../../i18n/locale.ts";
import { catalogues } from "../../i18n/texts/index.ts";
import type { Texts } from "../../i18n/texts/booking.ts";

export type PageTranslation = Locale & { readonly texts: Texts };

/** The language of `?lang=`, otherwise the best match for `Accept-Language`, otherwise English. */
export function translationFor(asked: string | undefined, acceptLanguage: string | null): PageTranslation {
  const spoken = localeFor(asked, acceptLanguage);
  return { ...spoken, texts: catalogues[spoken.language].booking };
}
