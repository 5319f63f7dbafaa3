import { describe, expect, test } from "bun:test";
import { pageHeaders } from "../../src/web/links/layout.tsx";
import { everyPage } from "./every-page.ts";
import { decoded, elementsOf } from "./read-html.ts";

const attacks = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `' onfocus='alert(1)' autofocus='`,
  `</textarea></option></title></style><script>alert(1)</script>`,
  `<!-- <svg/onload=alert(1)>`,
  `&lt;script&gt; &amp; javascript:alert(1)`,
];

/** A page's structure: its elements and the names of their attributes. */
function shapeOf(page: string): string[] {
  return elementsOf(page).map(({ tag, attributes }) => [tag, ...Object.keys(attributes)].join(" "));
}

describe.each(attacks)("hostile input in every field, %s", (attack) => {
  const tame = everyPage("word", "/word");
  test.each([...everyPage(attack, `/${attack}`)])("stays text: %s", (name, page) => {
    expect(shapeOf(page)).toEqual(shapeOf(tame.get(name)!));
    expect(page.toLowerCase()).not.toContain("<script");
    if (page.includes("<dl>")) expect(decoded(page)).toContain(attack);
  });
});

describe.each([...everyPage("word", "/word")])("the page %s", (_name, page) => {
  const elements = elementsOf(page);
  const all = (tag: string) => elements.filter((element) => element.tag === tag);
  const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);

  test("has a language, a viewport, a title, one main and one h1", () => {
    expect(page).toStartWith("<!doctype html>");
    expect(all("html")[0]?.attributes).toMatchObject({ lang: "en", dir: "ltr" });
    expect(all("meta").find(({ attributes }) => attributes.name === "viewport")).toBeDefined();
    expect(/<title>\s*\S[^<]*<\/title>/.test(page)).toBe(true);
    expect([all("title").length, all("main").length, all("h1").length]).toEqual([1, 1, 1]);
  });

  test("runs no script and loads nothing from other sites", () => {
    expect(all("script")).toEqual([]);
    expect(page).not.toMatch(
      /https?:|javascript:|src=|srcset=|@import|url\(|\son[a-z]+=|\sstyle=|<link|<base|<iframe/i,
    );
  });

  test("contains only the style that its CSP allows", () => {
    const [, style] = /<style>([^]*?)<\/style>/.exec(page)!;
    const hash = new Bun.CryptoHasher("sha256").update(style!).digest("base64");
    expect(all("style").length).toBe(1);
    expect(pageHeaders["content-security-policy"]).toContain(`style-src 'sha256-${hash}'`);
  });

  test("names every field and region by unique ids", () => {
    const labels = all("label").map(({ attributes }) => attributes.for);
    for (const { attributes } of [...all("textarea"), ...all("select")])
      expect(labels).toContain(attributes.id);
    for (const { attributes } of elements)
      for (const id of [attributes["aria-labelledby"], attributes["aria-describedby"]])
        for (const one of id?.split(" ") ?? []) expect(ids).toContain(one);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("sends forms and links to the given URLs", () => {
    for (const { attributes } of all("form")) expect(attributes.action).toBe("/word");
    for (const { attributes } of all("a")) expect(["/word", "mailto:word"]).toContain(attributes.href!);
  });
});

test("pages are not cached, indexed, framed, sniffed or leaked as referrers", () => {
  expect(pageHeaders).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
  });
  const policy = pageHeaders["content-security-policy"]!.split("; ");
  expect(policy).toEqual([
    "default-src 'none'",
    expect.stringMatching(/^style-src 'sha256-[A-Za-z0-9+/]{43}='$/),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]);
  expect(Object.isFrozen(pageHeaders)).toBe(true);
});
