/** An address as it is compared: whole, and whatever its case. */
export function sameCase(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/**
 * The mailbox that an address leads to, as limits count it: case-folded, without `+tag`, the domain in its ASCII form. It is
 * compared and never written to.
 */
export function addressKey(email: string): string {
  const folded = sameCase(email);
  const at = folded.lastIndexOf("@");
  const tag = folded.indexOf("+");
  const local = tag > 0 && tag < at ? folded.slice(0, tag) : folded.slice(0, at);
  return `${local}@${domainKey(folded.slice(at + 1))}`;
}

/** A domain as it is compared: case-folded, in its ASCII form (RFC 5891). */
export function domainKey(domain: string): string {
  const folded = sameCase(domain);
  if (/^[\w.-]*$/.test(folded)) return folded;
  return URL.parse(`http://${folded}`)?.hostname ?? folded;
}

/** The domain of an address's key, and the domains above it, from the longest on. */
export function domainsOf(key: string): string[] {
  const labels = key.slice(key.lastIndexOf("@") + 1).split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}
