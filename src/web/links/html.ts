const markup = Symbol("markup");

/** Markup made by `html`, the only way to make it, so user input is never mistaken for markup. */
export type Html = { readonly [markup]: string };

/** A value in a template: markup is inserted as it is, text is escaped, null and false are omitted. */
export type Fragment = Html | string | number | null | false | readonly Fragment[];

/** Builds markup from a template. Attribute values must be quoted; everything is escaped unless it is `Html`. */
export function html(parts: TemplateStringsArray, ...fragments: readonly Fragment[]): Html {
  return { [markup]: String.raw({ raw: parts }, ...fragments.map(written)) };
}

/** Replaces the `{names}` in a sentence; unknown ones stay. */
export function filled(sentence: string, values: Readonly<Record<string, Fragment>>): Html {
  const parts = sentence.split(/\{(\w+)\}/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? part : (values[part] ?? `{${part}}`)))}`;
}

/** The markup as text. */
export function textOf(made: Html): string {
  return made[markup];
}

/** Inlines one of our style sheets, which must not be escaped. Throws if it would close its element. */
export function styleElement(css: string): Html {
  if (/<\/style/i.test(css)) throw new Error("a style sheet must not close its own element");
  return { [markup]: `<style>${css}</style>` };
}

/** Escapes text for use between tags or in a quoted attribute. */
export function escapeHtml(words: string): string {
  return Bun.escapeHTML(words);
}

function written(fragment: Fragment): string {
  if (fragment === null || fragment === false) return "";
  if (typeof fragment === "string") return escapeHtml(fragment);
  if (typeof fragment === "number") return String(fragment);
  return markup in fragment ? fragment[markup] : fragment.map(written).join("");
}
