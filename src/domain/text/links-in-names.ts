/**
 * Returns whether email programs would turn part of a name into a link: a URL, `www.`, a domain with a path, or a bare domain
 * such as `example.com`. Titles and initials (`M.Sc.`, `Dr.No`, `J.R. Smith`) and email addresses do not count.
 */
export async function hasLink(name: string): Promise<boolean> {
  if (!/[./:]/.test(name)) return false;
  if (/:\/\/|^\/\/|\bwww\./i.test(name) || DOMAIN_AND_PATH.test(name)) return true;
  // Only loaded for the few names with a dot or a similar character.
  const { default: LinkifyIt } = await import("linkify-it");
  const found = new LinkifyIt().match(name) ?? [];
  return found.some(({ schema, text }) => schema !== "mailto:" && !isTitle(text));
}

const DOMAIN_AND_PATH = /[\p{L}\p{N}-]\.\p{L}{2,}\//u;

/** As short as a title: at most two letters on either side of one dot. */
function isTitle(text: string): boolean {
  return /^\p{L}{1,2}\.\p{L}{2}$/u.test(text);
}
