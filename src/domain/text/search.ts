/** Normalizes text for searching: no case, no accents, one Unicode form. */
export function folded(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

const isPlain = /^[ -~\n]*$/;

/** The searchable text of a booking: the attendee's name and address. */
export function searchText(name: string, email: string): string {
  return folded(`${name}\n${email}`);
}
