import { expect, test } from "bun:test";
import type { SQLQueryBindings } from "bun:sqlite";
import type { CompiledQuery } from "kysely";
import { isDeliveryDue, leaseDeliveries } from "../../src/db/queries/deliveries.ts";
import type { Trx } from "../../src/db/sqlite/group-commit.ts";
import { isMailDue } from "../../src/db/queries/outbox.ts";
import { outboxDepth } from "../../src/db/queries/outbox-depth.ts";
import type { Db } from "../../src/db/prepared.ts";
import { rawDatabase } from "../support/raw-database.ts";

/** The steps that SQLite takes for each query that the work asks, a line a query. */
async function plansOf(work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const raw = rawDatabase();
  const plans: string[] = [];
  const executeQuery = async ({ sql, parameters }: CompiledQuery) => {
    const steps = raw
      .query<{ detail: string }, SQLQueryBindings[]>(`explain query plan ${sql}`)
      .all(...(parameters as SQLQueryBindings[]));
    plans.push(steps.map(({ detail }) => detail).join("; "));
    return { rows: [{ id: 1, count: 0, waiting: 0, failed: 0 }] };
  };
  const query = () => ({ set: () => query(), where: () => query(), execute: async () => [] });
  await work({ executeQuery, updateTable: query } as unknown as Db).catch(() => undefined);
  raw.close();
  return plans;
}

test("whether a delivery is due costs one step in an index, however many there were", async () => {
  expect(await plansOf((db) => isDeliveryDue(db, 1))).toEqual([
    "SEARCH outbox USING INDEX deliveries_due (next_attempt_at<?)",
  ]);
});

test("leasing looks into an index once a webhook", async () => {
  const plans = await plansOf((db) => leaseDeliveries(db as Trx, { now: 1, until: 2, limit: 9 }, () => 1));
  expect(plans).toEqual([
    expect.stringMatching(
      /^SCAN w; SEARCH outbox .*INDEX deliveries_waiting \(webhook_id=\? AND next_attempt_at<\?\)/,
    ),
    "SEARCH outbox USING INDEX deliveries_waiting (webhook_id=? AND next_attempt_at<?)",
  ]);
});

test("mails that are due are found past all deliveries, and sorted by their index", async () => {
  const [plan] = await plansOf((db) => isMailDue(db, 1));
  expect(plan).toStartWith("SEARCH o USING INDEX outbox_due (webhook_id=? AND next_attempt_at<?)");
  expect(plan).not.toContain("TEMP B-TREE");
});

test("counting what waits and what failed reads indexes alone", async () => {
  const plans = await plansOf((db) => outboxDepth(db));
  expect(plans).toEqual([
    expect.stringContaining("USING COVERING INDEX outbox_due"),
    expect.stringContaining("USING COVERING INDEX outbox_failed"),
  ]);
});
