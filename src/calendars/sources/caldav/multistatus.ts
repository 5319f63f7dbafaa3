import { childrenOf, descendants, textAt, type XmlElement } from "./xml-stream.ts";

/** What a server says about one resource (RFC 4918, 14.24). */
export type ResourceStatus = {
  readonly href: string;
  /** The status of the resource itself; null if there are only properties. */
  readonly status: number | null;
  /** The properties it has, by their name with our prefix. */
  readonly properties: ReadonlyMap<string, XmlElement>;
  /** The names of the conditions that failed. */
  readonly errors: readonly string[];
};

/** A part of a multistatus response: a resource, or the token after it (RFC 6578, 3.3). */
export type Part = { readonly resource: ResourceStatus } | { readonly syncToken: string };

/** Parses a multistatus response while it arrives. Throws `SourceFailure` unless it is complete. */
export async function* multistatus(body: AsyncIterable<Uint8Array>): AsyncGenerator<Part, void> {
  for await (const element of childrenOf("d:multistatus", body)) {
    if (element.name === "d:response") for (const resource of resourcesOf(element)) yield { resource };
    if (element.name === "d:sync-token") yield { syncToken: element.text.trim() };
  }
}

/** One response may cover several resources with the same status. */
function resourcesOf(response: XmlElement): ResourceStatus[] {
  const status = statusCode(textAt(response, "d:status"));
  const properties = propertiesOf(response);
  const errors = descendants(response, "d:error").flatMap(({ children }) => children.map(({ name }) => name));
  return descendants(response, "d:href").map(({ text }) => ({
    href: text.trim(),
    status,
    properties,
    errors,
  }));
}

function propertiesOf(response: XmlElement): ReadonlyMap<string, XmlElement> {
  const found = descendants(response, "d:propstat").filter(
    (propstat) => (statusCode(textAt(propstat, "d:status")) ?? 200) < 300,
  );
  return new Map(
    found
      .flatMap((one) => descendants(one, "d:prop"))
      .flatMap(({ children }) => children.map((p) => [p.name, p])),
  );
}

function statusCode(line: string | null): number | null {
  const [, code] = /^HTTP\/[\d.]+\s+(\d{3})\b/i.exec(line ?? "") ?? [];
  return code === undefined ? null : Number(code);
}
