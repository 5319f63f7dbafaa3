/** A text that depends on a number: one form per plural category of the language (CLDR). */
export type Plural = { readonly one: string; readonly other: string };

/** Replaces the `{names}` in a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  const parts = partsOf(sentence);
  let filled = parts[0]!;
  for (let at = 1; at < parts.length; at += 2) {
    const name = parts[at]!;
    filled += (values[name] ?? `{${name}}`) + parts[at + 1]!;
  }
  return filled;
}

/** Cached parsed sentences. They come from the texts, so there are few, and every booking fills in some. */
const split = new Map<string, readonly string[]>();
const MAX_SPLIT = 1_000;

/** Splits a sentence at its names; every second part is a name. */
function partsOf(sentence: string): readonly string[] {
  const parts = split.get(sentence) ?? sentence.split(/\{(\w+)\}/);
  if (split.size < MAX_SPLIT) split.set(sentence, parts);
  return parts;
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
