/**
 * Makes user input safe for headers, bodies and calendar lines: no control characters, no unpaired surrogates, and nothing
 * that hides or reorders the text around it. All functions take linear time.
 */

/**
 * User input as it is stored: in Unicode's NFC, without spaces and direction marks at its ends. Pasted phone numbers and
 * addresses often bring such marks.
 */
export function tidied(text: string): string {
  const normal = text.normalize("NFC");
  let [start, end] = [0, normal.length];
  while (start < end && AT_AN_END.test(normal[start]!)) start++;
  while (end > start && AT_AN_END.test(normal[end - 1]!)) end--;
  return normal.slice(start, end);
}

const AT_AN_END = /[\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

/** Returns whether text has at most this many code points, the unit of JSON Schema's `maxLength`. */
export function hasAtMost(text: string, codePoints: number): boolean {
  if (text.length <= codePoints) return true;
  return text.length <= 2 * codePoints && codePointsIn(text) <= codePoints;
}

export function codePointsIn(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** User input on one line, as in headers, titles and names. Contains no encoded words (RFC 2047, section 2). */
export function oneLine(text: string): string {
  return withoutEncodedWords(cleaned(text));
}

/** User input with several lines; consecutive empty lines become one. */
export function manyLines(text: string): string {
  const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map(cleaned);
  return lines
    .filter((line, index) => line !== "" || (lines[index - 1] ?? "") !== "")
    .join("\n")
    .trim();
}

/** Email programs decode encoded words even where they are not allowed, so their author could inject text or fake a header. */
export function withoutEncodedWords(text: string): string {
  return text.replaceAll("=?", "= ?");
}

function cleaned(text: string): string {
  return visible(text.toWellFormed())
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/**
 * Invisible characters: Unicode's Default_Ignorable_Code_Point and a few that look like nothing, including those that set the
 * text direction. Right-to-left text does not need them, and an unclosed one reorders the words after it.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;

function visible(text: string): string {
  if (!INVISIBLE.test(text)) return text;
  let kept = "";
  let before = "";
  let tags = 0;
  for (const char of text) {
    tags = isTag(char) ? tags + 1 : 0;
    if (INVISIBLE.test(char) && !isNeeded(char, before, tags)) continue;
    kept += char;
    before = char;
  }
  return kept.replace(/[\u200c\u200d]$/, "");
}

/** Returns whether a script or an emoji needs this invisible character after `before`. */
function isNeeded(char: string, before: string, tags: number): boolean {
  if (char === "\u200d" || char === "\u200c") return JOINED.test(before);
  if (char === "\ufe0e" || char === "\ufe0f") return /\p{Emoji}/u.test(before);
  if (/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(char)) return /\p{Script=Han}/u.test(before);
  if (/[\u180b-\u180d\u180f]/.test(char)) return /\p{Script=Mongolian}/u.test(before);
  return isTag(char) && tags <= LONGEST_FLAG && (before === BLACK_FLAG || isTag(before));
}

/** What a joiner or non-joiner can follow: emoji, the virama of Indic scripts, and letters of joining scripts. */
const JOINED =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}]/u;

/** Flags such as England's: a black flag, up to five letters and digits as tags, and a cancel tag. */
const BLACK_FLAG = "\u{1f3f4}";
const LONGEST_FLAG = 6;

function isTag(char: string): boolean {
  return /[\u{e0020}-\u{e007f}]/u.test(char);
}
