import { expect, test } from "bun:test";
import { escapeHtml, type Fragment, html, styleElement, textOf } from "../../src/web/links/html.ts";

test("text in a template is escaped, in content and attributes", () => {
  const typed = `<script>"it's" & more`;
  expect(textOf(html`<p title="${typed}">${typed}</p>`)).toBe(
    '<p title="&lt;script&gt;&quot;it&#x27;s&quot; &amp; more">&lt;script&gt;&quot;it&#x27;s&quot; &amp; more</p>',
  );
});

test("templates nest, and text in lists is escaped too", () => {
  const parts = ["a", "<b>"].map((word) => html`<b>${word}</b>`);
  expect(textOf(html`<i>${parts}${["<i>"]}</i>`)).toBe("<i><b>a</b><b>&lt;b&gt;</b>&lt;i&gt;</i>");
});

test("text is escaped once, whatever it looks like", () => {
  expect(escapeHtml("&lt;")).toBe("&amp;lt;");
});

test("null and false are omitted, zero and empty text are kept", () => {
  expect(textOf(html`[${null}${false}${0}${""}]`)).toBe("[0]");
});

test("an object that looks like markup is rejected", () => {
  const forged = JSON.parse('{"markup": "<script>", "text": "<script>"}') as Fragment;
  expect(() => html`${forged}`).toThrow();
});

test("a style sheet that closes its own element is rejected", () => {
  expect(() => styleElement("p {}</STYLE ><script>")).toThrow();
});
