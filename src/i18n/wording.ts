/** A text that depends on a number: one form per plural category of the language (CLDR). */
export type Plural = { readonly one: string; readonly other: string };

/** Replaces the `{names}` in a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Fills in the plural form for `count`. */
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

/** Cached per locale: creating them costs far more than using them. */
function pluralRules(locale: string): Intl.PluralRules {
  const made = rules.get(locale) ?? new Intl.PluralRules(locale);
  if (rules.size < 100) rules.set(locale, made);
  return made;
}

/** A meeting's duration: in hours if they are whole, otherwise in minutes. */
export function lengthOf(
  locale: string,
  texts: { readonly hours: Plural; readonly minutes: Plural },
  minutes: number,
): string {
  const isWholeHours = minutes >= 60 && minutes % 60 === 0;
  return isWholeHours ? counted(locale, texts.hours, minutes / 60) : counted(locale, texts.minutes, minutes);
}

/** The lengths to choose from, as in `15 minutes, 30 minutes, or 1 hour`. */
export function lengthsOf(
  locale: string,
  texts: Parameters<typeof lengthOf>[1],
  minutes: readonly number[],
): string {
  const lengths = minutes.map((one) => lengthOf(locale, texts, one));
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(lengths);
}
