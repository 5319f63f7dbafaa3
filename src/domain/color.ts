/** A colour as red, green and blue from 0 to 255. */
type Rgb = readonly [red: number, green: number, blue: number];

/** The least contrast of text that WCAG 2.2 asks for at level AA (1.4.3). */
const LEAST_CONTRAST = 4.5;

/** The contrast ratio of two colours, from 1 to 21 (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [bright, dark] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => b - a);
  return (bright! + 0.05) / (dark! + 0.05);
}

/** The colour, or the nearest one towards black or white that can be read on all these backgrounds. */
export function readableOn(color: string, backgrounds: readonly string[]): string {
  const isDark = luminance(rgbOf(backgrounds[0]!)) < 0.2;
  const towards: Rgb = isDark ? [255, 255, 255] : [0, 0, 0];
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = hexOf(mix(rgbOf(color), towards, share));
    if (backgrounds.every((background) => contrast(mixed, background) >= LEAST_CONTRAST)) return mixed;
  }
  return hexOf(towards);
}

/** Black or white, whichever can be read better on this colour. */
export function textOn(color: string): "#000000" | "#ffffff" {
  return contrast(color, "#ffffff") >= contrast(color, "#000000") ? "#ffffff" : "#000000";
}

/** The colour with this share of another, which can lie behind text. */
export function tintOf(color: string, base: string, share: number): string {
  return hexOf(mix(rgbOf(base), rgbOf(color), share));
}

function rgbOf(hex: string): Rgb {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share;
  return [at(0), at(1), at(2)];
}

/** The relative luminance (WCAG 2.2). */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
