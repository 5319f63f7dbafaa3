import { decoded } from "../web/read-html.ts";

/** A form as a browser without scripts would send it. */
export type PageForm = { readonly action: string; readonly fields: [name: string, value: string][] };

/** The forms of a page in order, filled in as the page has them; the values of buttons are not among the fields. */
export function formsIn(page: string): PageForm[] {
  const forms: PageForm[] = [];
  let select: { name: string; chosen: string | undefined; first: string | undefined } | undefined;
  let area: { name: string; text: string } | undefined;
  const add = (name: string | null, value: string | null) => {
    if (name) forms.at(-1)?.fields.push([decoded(name), decoded(value ?? "")]);
  };
  new HTMLRewriter()
    .on("form", {
      element(form) {
        if (form.getAttribute("method") === "post")
          forms.push({ action: decoded(form.getAttribute("action") ?? ""), fields: [] });
      },
    })
    .on("form[method=post] input", {
      element(input) {
        const type = input.getAttribute("type") ?? "text";
        const isTicked = input.hasAttribute("checked");
        if ((type === "checkbox" || type === "radio") && !isTicked) return;
        add(input.getAttribute("name"), input.getAttribute("value"));
      },
    })
    .on("form[method=post] select", {
      element(element) {
        select = { name: element.getAttribute("name") ?? "", chosen: undefined, first: undefined };
        element.onEndTag(() => {
          add(select!.name, select!.chosen ?? select!.first ?? "");
          select = undefined;
        });
      },
    })
    .on("form[method=post] option", {
      element(option) {
        const value = option.getAttribute("value") ?? "";
        select!.first ??= value;
        if (option.hasAttribute("selected")) select!.chosen = value;
      },
    })
    .on("form[method=post] textarea", {
      element(element) {
        area = { name: element.getAttribute("name") ?? "", text: "" };
        element.onEndTag(() => {
          add(area!.name, area!.text);
          area = undefined;
        });
      },
      text({ text }) {
        if (area) area.text += text;
      },
    })
    .transform(page);
  return forms;
}

/** The form with other values; undefined removes a field, and a list replaces it by several. */
export function filledIn(
  form: PageForm,
  changes: Readonly<Record<string, string | readonly string[] | undefined>>,
): [string, string][] {
  const kept = form.fields.filter(([name]) => !Object.hasOwn(changes, name));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    (value === undefined ? [] : [value].flat()).map((one): [string, string] => [name, one]),
  );
  return [...kept, ...added];
}
