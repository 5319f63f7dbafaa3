/** The prefixes of namespaces in what is sent, and in the names of parsed elements and properties. */
const NAMESPACES = new Map([
  ["DAV:", "d"],
  ["urn:ietf:params:xml:ns:caldav", "c"],
  ["http://calendarserver.org/ns/", "cs"],
]);

const DECLARATIONS = Array.from(NAMESPACES, ([uri, prefix]) => ` xmlns:${prefix}="${uri}"`).join("");

/** The name of an element with our prefix for its namespace, such as `d:href`; of other namespaces, in braces. */
export function prefixed(uri: string, local: string): string {
  const prefix = NAMESPACES.get(uri);
  return prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`;
}

/** An XML document with this root, such as `d:propfind`. `content` is XML with our prefixes. */
export function xmlDocument(root: string, content: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root}${DECLARATIONS}>${content}</${root}>`;
}

/** `<d:prop>` with empty elements of these names. */
export function prop(names: readonly string[]): string {
  return `<d:prop>${names.map((name) => `<${name}/>`).join("")}</d:prop>`;
}

/** An element that contains only text. */
export function textElement(name: string, text: string): string {
  return `<${name}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</${name}>`;
}
