import { expect, test } from "bun:test";
import { type Fragment, html, styleElement, textOf } from "../../src/pages/html.ts";

test("words put into a template are escaped, in text and in attributes", () => {
  const typed = `<script>"it's" & more`;
  expect(textOf(html`<p title="${typed}">${typed}</p>`)).toBe(
    '<p title="&lt;script&gt;&quot;it&#x27;s&quot; &amp; more">&lt;script&gt;&quot;it&#x27;s&quot; &amp; more</p>',
  );
});

test("templates nest, and words within lists are escaped too", () => {
  const items = ["a", "<b>"].map((word) => html`<li>${word}</li>`);
  expect(
    textOf(
      html`<ul>
        ${items}${["<i>"]}
      </ul>`,
    ),
  ).toBe("<ul><li>a</li><li>&lt;b&gt;</li>&lt;i&gt;</ul>");
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
