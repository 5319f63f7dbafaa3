/** Derives a slug from a title: `Intro call (30 min)` becomes `intro-call-30-min`. */
function slugFrom(title: string): string {
  const plain = title.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = plain.match(/[a-z0-9]+/g) ?? ["event"];
  return shortened(words.join("-"), LONGEST);
}

/** The derived slug, and its variants with a number if it is taken: `event`, `event-2`, `event-3` and so on. */
export function* slugsFor(title: string): Generator<string, never> {
  const first = slugFrom(title);
  yield first;
  for (let n = 2; ; n++) yield `${shortened(first, LONGEST - `-${n}`.length)}-${n}`;
}

const LONGEST = 64;

function shortened(slug: string, longest: number): string {
  return slug.slice(0, longest).replace(/-$/, "");
}
