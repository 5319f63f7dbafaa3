/** The address in the form used for comparisons, ignoring case. */
export function sameCase(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/**
 * The mailbox that an address reaches, as limits count it: case-folded, without `+tag`, with the domain in ASCII. Only for
 * comparisons, never a recipient.
 */
export function addressKey(email: string): string {
  const folded = sameCase(email);
  const at = folded.lastIndexOf("@");
  const tag = folded.indexOf("+");
  const local = tag > 0 && tag < at ? folded.slice(0, tag) : folded.slice(0, at);
  return `${local}@${domainKey(folded.slice(at + 1))}`;
}

/** The addresses in a text that separates them by spaces, commas, semicolons or line breaks. */
export function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== "");
}

/** A domain in the form used for comparisons: case-folded and in ASCII (RFC 5891). */
export function domainKey(domain: string): string {
  const folded = sameCase(domain);
  if (/^[\w.-]*$/.test(folded)) return folded;
  return URL.parse(`http://${folded}`)?.hostname ?? folded;
}

/** The domain of an address key and its parent domains, longest first. */
export function domainsOf(key: string): string[] {
  const labels = key.slice(key.lastIndexOf("@") + 1).split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}
