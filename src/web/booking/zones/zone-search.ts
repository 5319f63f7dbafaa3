import { folded } from "../../../domain/text/search.ts";

/** A zone in the picker; `offset` is in minutes east of UTC, now. */
export type ListedZone = {
  readonly name: string;
  readonly city: string;
  readonly offset: number;
  /** Whether it stands for the zones with the same names. */
  readonly is_golden: boolean;
  /** Places, countries, names of the zone, abbreviations, less common ones, and IANA names. */
  readonly terms: readonly (readonly string[])[];
};

/** Finds zones by city, country, name, abbreviation or offset, the best match first; all of them for empty text. */
export function searchZones(zones: readonly ListedZone[], typed: string): ListedZone[] {
  const query = plain(typed);
  if (query === "") return zones.toSorted(byOffset);
  const offset = offsetIn(query);
  if (offset !== undefined) return zones.filter((zone) => zone.offset === offset).toSorted(byProminence);
  for (const rank of [rankOf, closeness]) {
    const ranked = zones.map((zone) => ({ zone, rank: rank(zone, query) }));
    const found = ranked.filter(({ rank }) => rank < NO_MATCH);
    if (found.length > 0)
      return found
        .sort((one, other) => one.rank - other.rank || byProminence(one.zone, other.zone))
        .map(({ zone }) => zone);
  }
  return [];
}

const NO_MATCH = 1_000;

/** Whole terms come first, then beginnings of terms, of their words, and all words in any order. */
function rankOf({ terms }: ListedZone, query: string): number {
  let best = NO_MATCH;
  const words = query.split(" ");
  const all = terms.flat().flatMap((term) => plain(term).split(" "));
  if (words.every((word) => all.some((one) => one.startsWith(word)))) best = 300;
  for (const [group, names] of terms.entries()) {
    for (const name of names.map(plain)) {
      if (name === query) best = Math.min(best, group);
      else if (name.startsWith(query)) best = Math.min(best, 100 + group);
      else if (name.includes(` ${query}`)) best = Math.min(best, 200 + group);
    }
  }
  return best;
}

/** For text that nothing begins with, such as a typing error: the places that share the longest beginning with it. */
function closeness({ terms: [places = []] }: ListedZone, query: string): number {
  const shared = Math.max(...places.map((place) => sharedBeginning(plain(place), query)));
  return shared < SHORTEST_BEGINNING ? NO_MATCH : NO_MATCH - 1 - shared;
}

const SHORTEST_BEGINNING = 3;

function sharedBeginning(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function plain(text: string): string {
  return folded(text)
    .replaceAll(/[\s/_-]+(?=\D)/g, " ")
    .trim();
}

/** `UTC+1`, `GMT-03:30` or `+0530` in minutes; undefined for other text. */
function offsetIn(query: string): number | undefined {
  const [, sign, hours, minutes = "0"] =
    /^(?:utc|gmt)? ?([+\u2212-])(\d{1,2})(?::?([0-5]\d))?$/.exec(query) ?? [];
  if (hours === undefined) return undefined;
  return (sign === "+" ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}

function byProminence(one: ListedZone, other: ListedZone): number {
  return Number(other.is_golden) - Number(one.is_golden) || one.city.localeCompare(other.city);
}

function byOffset(one: ListedZone, other: ListedZone): number {
  return one.offset - other.offset || one.city.localeCompare(other.city);
}
