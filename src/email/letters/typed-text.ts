/**
 * Makes typed text safe to set into headers, bodies and calendar lines: no control characters, no unpaired surrogates, and
 * nothing that hides or turns round the text around it. All of it takes time in proportion to the length of the text.
 */

/** Typed text on one line, as headers, titles and names have it. An encoded word (RFC 2047, 2) cannot stand in it. */
export function oneLine(text: string): string {
  return withoutEncodedWords(cleaned(text));
}

/** Typed text that may have several lines; several empty ones become one. */
export function manyLines(text: string): string {
  const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map(cleaned);
  return lines
    .filter((line, index) => line !== "" || (lines[index - 1] ?? "") !== "")
    .join("\n")
    .trim();
}

/**
 * Mail programs decode encoded words even where they may not stand, and so would show, or take for a header of its own, what
 * the sender of one wrote.
 */
export function withoutEncodedWords(text: string): string {
  return text.replaceAll("=?", "= ?");
}

/** Matches words of printable ASCII with single spaces between them, like most texts: they need no cleaning. */
const CLEAN = /^[!-~]+(?: [!-~]+)*$/;

function cleaned(text: string): string {
  if (CLEAN.test(text)) return text;
  return visible(text.toWellFormed())
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/**
 * Invisible characters (Unicode's Default_Ignorable_Code_Point and a few that only look like nothing), among them those that
 * set the direction of text: right-to-left text needs none, and one left open turns round the words that follow it.
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

/** True for an invisible character that a script or an emoji is written with, where it stands after `before`. */
function isNeeded(char: string, before: string, tags: number): boolean {
  if (char === "\u200d" || char === "\u200c") return JOINED.test(before);
  if (char === "\ufe0e" || char === "\ufe0f") return /\p{Emoji}/u.test(before);
  if (/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(char)) return /\p{Script=Han}/u.test(before);
  if (/[\u180b-\u180d\u180f]/.test(char)) return /\p{Script=Mongolian}/u.test(before);
  return isTag(char) && tags <= LONGEST_FLAG && (before === BLACK_FLAG || isTag(before));
}

/** What a joiner or non-joiner follows: emoji, the virama of Indic scripts, and the letters of scripts that join. */
const JOINED =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}]/u;

/** The flags of England and the like: a black flag and up to five letters and digits as tags, and the tag that ends them. */
const BLACK_FLAG = "\u{1f3f4}";
const LONGEST_FLAG = 6;

function isTag(char: string): boolean {
  return /[\u{e0020}-\u{e007f}]/u.test(char);
}
