import { expect, test } from "bun:test";
import fc from "fast-check";
import { markdownHtml, markdownText } from "../../src/web/markdown.ts";
import { proof } from "../support/proof.ts";
import { elementsOf } from "./read-html.ts";

const ALLOWED = new Set("p strong em s code pre ul ol li blockquote hr a".split(" "));

function expectHarmless(text: string): void {
  for (const { tag, attributes } of elementsOf(markdownHtml(text))) {
    expect({ text, tag, isAllowed: ALLOWED.has(tag) }).toMatchObject({ isAllowed: true });
    const names = Object.keys(attributes).toSorted();
    if (tag === "a") {
      expect(attributes["href"]).toMatch(/^(?:https?|mailto):/);
      expect(names).toEqual(["href", "rel", "target"]);
    } else if (tag === "ol") expect(names).toEqual(["start"]);
    else expect(names).toEqual([]);
  }
}

test("shows bold, italics, links and lists", () => {
  expect(markdownHtml("**Hi**, *you*\n\n- [one](https://e.example/?a=1&b=2)\n- two")).toBe(
    '<p><strong>Hi</strong>, <em>you</em></p><ul><li><a href="https://e.example/?a=1&amp;b=2" rel="nofollow noopener noreferrer" target="_blank">one</a></li><li>two</li></ul>',
  );
  expect(markdownText("# Hi\n\n**you**\n\n- a\n- b")).toBe("Hi you a b");
});

test("raw HTML and dangerous links are only text", () => {
  for (const text of [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](data:text/html,x)",
    "[x](vbscript:x) <javascript:x>",
    '[x](https://e.example/"onmouseover="alert(1))',
    '![x"onerror="alert(1)](x.png)',
    "`<b>` ```\n<i>\n```",
    "&lt;script&gt;",
    "[a]: javascript:x\n\n[a]",
  ])
    expectHarmless(text);
});

const piece = fc.oneof(
  fc.constantFrom(..."<>[*_`#&|\"'\\)".split(""), "](", "\n", "\n\n", "- ", "1. ", "> ", "![", "~~~\n"),
  fc.constantFrom("javascript:", "https://e.example", "<script>", "onload=", "\u0000"),
  fc.string({ maxLength: 8 }),
);

proof(
  "nothing that is typed gets another tag into a page",
  2_000,
  fc.property(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
    expectHarmless,
  ),
);
