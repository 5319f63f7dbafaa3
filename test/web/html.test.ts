import { expect, test } from "bun:test";
import { escapeHtml, type Fragment, html, styleElement, textOf } from "../../src/web/links/html.ts";

test("words put into a template are escaped, in text and in attributes", () => {
  const typed = `<script>"it's" & more`;
  expect(textOf(html`<p title="${typed}">${typed}</p>`)).toBe(
    '<p title="&lt;script&gt;&quot;it&#x27;s&quot; &amp; more">&lt;script&gt;&quot;it&#x27;s&quot; &amp; more</p>',
  );
});

test("templates nest, and words within lists are escaped too", () => {
  const parts = ["a", "<b>"].map((word) => html`<b>${word}</b>`);
  expect(textOf(html`<i>${parts}${["<i>"]}</i>`)).toBe("<i><b>a</b><b>&lt;b&gt;</b>&lt;i&gt;</i>");
});

test("words are escaped once, whatever they look like", () => {
  expect(escapeHtml("&lt;")).toBe("&amp;lt;");
});

test("null and false leave nothing, zero and empty words stay", () => {
  expect(textOf(html`[${null}${false}${0}${""}]`)).toBe("[0]");
});

test("an object that only looks like markup cannot be put in", () => {
  const forged = JSON.parse('{"markup": "<script>", "text": "<script>"}') as Fragment;
  expect(() => html`${forged}`).toThrow();
});

test("a style sheet that ends its own element is refused", () => {
  expect(() => styleElement("p {}</STYLE ><script>")).toThrow();
});
