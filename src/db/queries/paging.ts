import type { SelectQueryBuilder } from "kysely";
import type { PageRequest } from "../../domain/records.ts";
import type { Tables } from "../tables.ts";

/**
 * One page of a filtered query and the total number of rows. Counts only if the page leaves the total open: a page that is
 * not full is the last.
 */
export async function paged<From extends keyof Tables, Row>(
  filtered: SelectQueryBuilder<Tables, From, object>,
  { limit, page }: PageRequest,
  choose: (query: SelectQueryBuilder<Tables, From, object>) => SelectQueryBuilder<Tables, From, Row>,
): Promise<{ items: Row[]; total: number }> {
  const before = (page - 1) * limit;
  const items = await choose(filtered).limit(limit).offset(before).execute();
  const isLast = items.length < limit && (items.length > 0 || page === 1);
  return { items, total: isLast ? before + items.length : await countOf(filtered) };
}

async function countOf<From extends keyof Tables>(
  filtered: SelectQueryBuilder<Tables, From, object>,
): Promise<number> {
  const counted = filtered.select((fn) => fn.fn.countAll<number>().as("total"));
  return (await counted.executeTakeFirstOrThrow()).total;
}
