/** A line of iCalendar text after unfolding (RFC 5545, 3.1). */
export type ContentLine = {
  /** The property's name in lower case. */
  readonly name: string;
  readonly text: string;
};

/** The longest line that is read; only lists of dates may be longer. */
const MAX_LINE = 4096;

/** The longest start of such a list, up to the colon before its dates. */
const MAX_PARAMETERS = 256;

/**
 * Splits text into unfolded lines. Accepts any line ending, a missing last one, blank lines and a byte order mark; skips lines
 * that have no name. The rest of a line that is too long is cut off, so that no parser sees it.
 */
export function* contentLines(text: string): Generator<ContentLine> {
  let folded: string[] = [];
  for (const line of physicalLines(text))
    if (line.startsWith(" ") || line.startsWith("\t")) folded.push(line.slice(1));
    else {
      const read = contentLine(folded);
      if (read) yield read;
      folded = [line];
    }
  const last = contentLine(folded);
  if (last) yield last;
}

function* physicalLines(text: string): Generator<string> {
  const lineEnd = text.includes("\n") ? "\n" : "\r";
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf(lineEnd, start);
    const next = found === -1 ? text.length : found;
    let end = next;
    while (end > start && text[end - 1] === "\r") end--;
    if (end > start) yield text.slice(start, end);
    start = next + 1;
  }
}

function contentLine(pieces: readonly string[]): ContentLine | undefined {
  const whole = pieces.length === 1 ? pieces[0]! : pieces.join("");
  const end = whole.search(/[:;]/);
  if (end < 1 || end > 64) return undefined;
  const name = whole.slice(0, end).trim().toLowerCase();
  return { name, text: isLongList(name, whole) ? whole : whole.slice(0, MAX_LINE) };
}

function isLongList(name: string, line: string): boolean {
  if (name !== "exdate" && name !== "rdate") return false;
  return /^(?:[^:"]|"[^"]*")+:/.test(line.slice(0, MAX_PARAMETERS));
}
