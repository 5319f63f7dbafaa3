import { type Locale, localeFor } from "../../i18n/locale.ts";
import type { Texts } from "../../i18n/texts/email.ts";
import { catalogues } from "../../i18n/texts/index.ts";

export type EmailTranslation = Locale & { readonly texts: Texts };

/** Finds the language for a tag; English without one. */
export function translationFor(locale: string | undefined): EmailTranslation {
  const spoken = localeFor(locale, null);
  return { ...spoken, texts: catalogues[spoken.language].email };
}
