import { expect, test } from "bun:test";
import { style } from "../../src/web/links/style.ts";

const [light, dark] = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, rules]) => coloursOf(rules!));

/** Text needs a contrast of 4.5 to 1, field borders 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs = [
  ["ink", "card", 4.5],
  ["quiet", "card", 4.5],
  ["accent", "card", 4.5],
  ["on-accent", "accent", 4.5],
  ["on-danger", "danger", 4.5],
  ["edge", "card", 3],
] as const;

test.each(pairs)("%s on %s has enough contrast in both schemes", (words, ground, least) => {
  for (const colours of [light!, dark!])
    expect(contrast(colours.get(words)!, colours.get(ground)!)).toBeGreaterThanOrEqual(least);
});

test("the dark scheme replaces every light colour", () => {
  expect([...dark!.keys()]).toEqual([...light!.keys()]);
  for (const [name, colour] of dark!) expect(colour).not.toBe(light!.get(name)!);
});

function coloursOf(rules: string): Map<string, string> {
  return new Map(
    [...rules.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name!, colour!]),
  );
}

function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].toSorted((one, other) => other - one) as [
    number,
    number,
  ];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
