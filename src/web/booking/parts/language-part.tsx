import { type Language, languageNames } from "../../../i18n/locale.ts";
import { addressOf } from "../address.ts";
import type { PageState } from "../state.ts";

/** The page in the other languages. */
export function LanguagePart({ state }: { readonly state: PageState }) {
  const { month, date, language } = state;
  const view = date === null ? { month } : { date };
  return <Languages current={language} linkTo={(lang) => addressOf(state, { ...view, lang })} />;
}

type LanguagesProps = { readonly current: Language; readonly linkTo: (language: Language) => string };

/** Links to a page in each language, by their own names. */
export function Languages({ current, linkTo }: LanguagesProps) {
  return (
    <ul class="languages">
      {(Object.keys(languageNames) as Language[]).map((language) => (
        <li key={language}>
          {language === current ? (
            <span aria-current="true">{languageNames[language]}</span>
          ) : (
            <a href={linkTo(language)} lang={language} hreflang={language} rel="nofollow">
              {languageNames[language]}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
