import type { SelectQueryBuilder } from "kysely";
import type { PageRequest } from "../../domain/records.ts";
import type { Tables } from "../tables.ts";

/** One page of what a filtered query finds, and how many rows it finds in all. */
export async function paged<From extends keyof Tables, Row>(
  filtered: SelectQueryBuilder<Tables, From, object>,
  { limit, page }: PageRequest,
  choose: (query: SelectQueryBuilder<Tables, From, object>) => SelectQueryBuilder<Tables, From, Row>,
): Promise<{ items: Row[]; total: number }> {
  const { total } = await filtered
    .select((fn) => fn.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const items = await choose(filtered)
    .limit(limit)
    .offset((page - 1) * limit)
    .execute();
  return { items, total };
}
