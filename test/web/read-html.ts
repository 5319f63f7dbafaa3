/** An element of a page: its name and raw attributes. */
export type Element = { readonly tag: string; readonly attributes: Readonly<Record<string, string>> };

/** The elements of a page in order, found by an independent parser. */
export function elementsOf(page: string): Element[] {
  const found: Element[] = [];
  new HTMLRewriter()
    .on("*", {
      element(element) {
        found.push({ tag: element.tagName, attributes: Object.fromEntries(element.attributes) });
      },
    })
    .transform(page);
  return found;
}

/** The visible words of a page: no tags or styles, entities decoded, white space collapsed. */
export function wordsOf(page: string): string {
  const body = page.slice(page.indexOf("<body"));
  return decoded(
    body
      .replace(/<(?:span|bdi|s|a|strong)\b[^>]*>|<\/(?:span|bdi|s|a|strong)>/g, "")
      .replace(/<[^>]+>/g, " "),
  )
    .replace(/\s+/g, " ")
    .trim();
}

/** Text with its entities decoded. */
export function decoded(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}
