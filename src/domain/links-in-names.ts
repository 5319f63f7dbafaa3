/**
 * True if a name has something in it that mail programs make a link of: an address with a scheme, `www.`, a domain with a
 * path, or a bare domain such as `example.com`. Titles and initials (`M.Sc.`, `Dr.No`, `J.R. Smith`) are none, nor is an email
 * address.
 */
export async function hasLink(name: string): Promise<boolean> {
  if (!/[./:]/.test(name)) return false;
  if (/:\/\/|^\/\/|\bwww\./i.test(name) || DOMAIN_AND_PATH.test(name)) return true;
  // Loaded for the few names that have a dot or the like.
  const { default: LinkifyIt } = await import("linkify-it");
  const found = new LinkifyIt().match(name) ?? [];
  return found.some(({ schema, text }) => schema !== "mailto:" && !isTitle(text));
}

const DOMAIN_AND_PATH = /[\p{L}\p{N}-]\.\p{L}{2,}\//u;

/** As short as a title: two letters at most on either side of one dot. */
function isTitle(text: string): boolean {
  return /^\p{L}{1,2}\.\p{L}{2}$/u.test(text);
}
