const markup = Symbol("markup");

/** Markup made by `html`. Nothing else can make it, so a typed word can never pass for it. */
export type Html = { readonly [markup]: string };

/** What can stand in a template: markup stays as it is, words are escaped, null and false leave nothing. */
export type Fragment = Html | string | number | null | false | readonly Fragment[];

/** Makes markup from a template. Attribute values must be quoted; everything put in is escaped unless it is `Html`. */
export function html(parts: TemplateStringsArray, ...fragments: readonly Fragment[]): Html {
  return { [markup]: String.raw({ raw: parts }, ...fragments.map(written)) };
}

/** A sentence with its `{names}` filled in; what `values` does not name stays as it is. */
export function filled(sentence: string, values: Readonly<Record<string, Fragment>>): Html {
  const parts = sentence.split(/\{(\w+)\}/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? part : (values[part] ?? `{${part}}`)))}`;
}

/** The text of the markup, ready to be sent. */
export function textOf(made: Html): string {
  return made[markup];
}

/** Sets a style sheet of our own into a page, where escaping would change it. Throws on one that ends its element. */
export function styleElement(css: string): Html {
  if (/<\/style/i.test(css)) throw new Error("a style sheet ends its own element");
  return { [markup]: `<style>${css}</style>` };
}

/** The words as they can stand between tags or in a quoted attribute. */
export function escapeHtml(words: string): string {
  return Bun.escapeHTML(words);
}

function written(fragment: Fragment): string {
  if (fragment === null || fragment === false) return "";
  if (typeof fragment === "string") return escapeHtml(fragment);
  if (typeof fragment === "number") return String(fragment);
  return markup in fragment ? fragment[markup] : fragment.map(written).join("");
}
