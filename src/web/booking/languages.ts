import { type Language, type Locale, localeFor } from "../../i18n/locale.ts";
import { de } from "../../i18n/texts/de/booking.ts";
import { en } from "../../i18n/texts/en/booking.ts";
import { es } from "../../i18n/texts/es/booking.ts";
import { fr } from "../../i18n/texts/fr/booking.ts";
import { nl } from "../../i18n/texts/nl/booking.ts";
import { pt } from "../../i18n/texts/pt/booking.ts";
import { de as deMoving } from "../../i18n/texts/de/rescheduling.ts";
import { en as enMoving } from "../../i18n/texts/en/rescheduling.ts";
import { es as esMoving } from "../../i18n/texts/es/rescheduling.ts";
import { fr as frMoving } from "../../i18n/texts/fr/rescheduling.ts";
import { nl as nlMoving } from "../../i18n/texts/nl/rescheduling.ts";
import { pt as ptMoving } from "../../i18n/texts/pt/rescheduling.ts";
import type { RescheduleTexts } from "../../i18n/texts/rescheduling.ts";
import type { Texts } from "../../i18n/texts/booking.ts";

const texts: Readonly<Record<Language, Texts>> = { en, de, fr, es, pt, nl };

const rescheduleTexts: Readonly<Record<Language, RescheduleTexts>> = {
  en: enMoving,
  de: deMoving,
  fr: frMoving,
  es: esMoving,
  pt: ptMoving,
  nl: nlMoving,
};

export type PageTranslation = Locale & { readonly texts: Texts };

/** The language of `?lang=`, otherwise the best match for `Accept-Language`, otherwise English. */
export function translationFor(asked: string | undefined, acceptLanguage: string | null): PageTranslation {
  const spoken = localeFor(asked, acceptLanguage);
  return { ...spoken, texts: texts[spoken.language] };
}

/** The texts that differ when a booking is rescheduled. */
export function rescheduleTextsIn(language: Language): RescheduleTexts {
  return rescheduleTexts[language];
}
