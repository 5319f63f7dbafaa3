import { type QualifiedTag, type SAXParser } from "sax";
import { SourceFailure } from "../failure.ts";
import { pauser } from "../pause.ts";
import { prefixed } from "./xml.ts";

/** An element of a response. Its name has our prefix, such as `d:href`. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside. */
  readonly text: string;
};

type Open = { name: string; attributes: Map<string, string>; children: XmlElement[]; text: string };

/** How many bytes are parsed at once. */
const PIECE = 16_384;
const MAX_DEPTH = 32;

/**
 * Parses a document whose root is `root` while it arrives and yields the elements directly inside the root, letting other work
 * run in between. Entities and document types are not expanded. Throws `SourceFailure` unless it is well-formed to its end.
 */
export async function* childrenOf(
  root: string,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<XmlElement, void> {
  const { default: sax } = await import("sax");
  const parser = sax.parser(true, { xmlns: true, position: false });
  const { done, isComplete } = collectFrom(parser, root);
  const decoder = new TextDecoder();
  const pause = pauser();
  for await (const bytes of body) {
    for (let at = 0; at < bytes.length; at += PIECE) {
      feed(parser, decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
      yield* done.splice(0);
      await pause();
    }
  }
  feed(parser, decoder.decode());
  if (!isComplete()) throw notXml();
  yield* done.splice(0);
}

/** Makes a parser collect the finished children of the root in `done`. */
function collectFrom(parser: SAXParser, root: string) {
  const done: XmlElement[] = [];
  const open: Open[] = [];
  let isComplete = false;
  const addText = (text: string) => {
    const last = open.at(-1);
    // The root's own text is only white space.
    if (last && open.length > 1) last.text += text;
  };
  Object.assign(parser, {
    ontext: addText,
    oncdata: addText,
    onopentag(tag: QualifiedTag) {
      const element = opened(tag);
      if (open.length === 0 && element.name !== root) throw notXml();
      if (open.length === MAX_DEPTH) throw notXml();
      open.push(element);
    },
    onclosetag() {
      const element = open.pop()!;
      if (open.length === 1) done.push(element);
      else if (open.length === 0) isComplete = true;
      else open.at(-1)!.children.push(element);
    },
  });
  return { done, isComplete: () => isComplete };
}

function opened({ uri, local, attributes }: QualifiedTag): Open {
  const values = Object.values(attributes).map(({ local, value }) => [local, value] as const);
  return { name: prefixed(uri, local), attributes: new Map(values), children: [], text: "" };
}

function feed(parser: SAXParser, text: string): void {
  try {
    parser.write(text);
  } catch {
    throw notXml();
  }
  if (parser.error) throw notXml();
}

function notXml(): SourceFailure {
  return new SourceFailure("not_a_calendar", "The server's response is incomplete, or not one of CalDAV.");
}

/** The descendants reached by these names, one level each. */
export function descendants(
  element: XmlElement,
  ...[name, ...rest]: readonly string[]
): readonly XmlElement[] {
  if (name === undefined) return [element];
  return element.children
    .filter((child) => child.name === name)
    .flatMap((child) => descendants(child, ...rest));
}

/** The trimmed text of the first descendant reached by these names; null if it is absent or empty. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | null {
  return descendants(element, ...path)[0]?.text.trim() || null;
}
