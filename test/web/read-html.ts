/** An element of a page: its name and its attributes, still as they stand in the source. */
export type Element = { readonly tag: string; readonly attributes: Readonly<Record<string, string>> };

/** The elements of a page in order, as a parser that is not ours finds them. */
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

/** The words of a page as they are read: no tags, no style, entities decoded, white space closed up. */
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
