/** Text as searches compare it: without case, accents and the differences between forms of one letter. */
export function folded(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

const isPlain = /^[ -~\n]*$/;

/** What a booking is found by: its attendee's name and address. */
export function searchText(name: string, email: string): string {
  return folded(`${name}\n${email}`);
}
