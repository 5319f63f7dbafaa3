/** Words that depend on a number: one form for each plural category that the language tells apart (CLDR). */
export type Plural = { readonly one: string; readonly other: string };

/** The sentence with its `{names}` filled in. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The form of a counted sentence that the language wants for `count`, filled in. */
export function counted(
  locale: string,
  { one, other }: Plural,
  count: number,
  values: Readonly<Record<string, string>> = {},
): string {
  const sentence = pluralRules(locale).select(count) === "one" ? one : other;
  return fill(sentence, { ...values, count: new Intl.NumberFormat(locale).format(count) });
}

const rules = new Map<string, Intl.PluralRules>();

/** Made once a locale: making them costs far more than asking them. */
function pluralRules(locale: string): Intl.PluralRules {
  const made = rules.get(locale) ?? new Intl.PluralRules(locale);
  if (rules.size < 100) rules.set(locale, made);
  return made;
}

/** How long a meeting is: in hours where they are whole, else in minutes. */
export function lengthOf(
  locale: string,
  texts: { readonly hours: Plural; readonly minutes: Plural },
  minutes: number,
): string {
  const isWholeHours = minutes >= 60 && minutes % 60 === 0;
  return isWholeHours ? counted(locale, texts.hours, minutes / 60) : counted(locale, texts.minutes, minutes);
}
