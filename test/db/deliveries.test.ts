import { expect, test } from "bun:test";
import type { SQLQueryBindings } from "bun:sqlite";
import type { Db, Trx } from "../../src/db/database.ts";
import { isDeliveryDue, leaseDeliveries } from "../../src/db/queries/outbox/deliveries.ts";
import { isEmailDue } from "../../src/db/queries/outbox/email-jobs.ts";
import { jobCounts } from "../../src/db/queries/outbox/job-counts.ts";
import { queriesOf } from "../support/asked-queries.ts";
import { rawDatabase } from "../support/raw-database.ts";

/** SQLite's query plan for each query, one line per query. */
async function plansOf(work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const raw = rawDatabase();
  const queries = await queriesOf(work, { id: 1, count: 0 });
  const plans = queries.map(({ sql, parameters }) =>
    raw
      .query<{ detail: string }, SQLQueryBindings[]>(`explain query plan ${sql}`)
      .all(...(parameters as SQLQueryBindings[]))
      .map(({ detail }) => detail)
      .join("; "),
  );
  raw.close();
  return plans;
}

test("checking for a due delivery takes one index step", async () => {
  expect(await plansOf((db) => isDeliveryDue(db, 1))).toEqual([
    "SEARCH outbox USING INDEX outbox_due (kind=? AND due_at<?)",
  ]);
});

test("leasing searches an index once per webhook", async () => {
  const plans = await plansOf((db) => leaseDeliveries(db as Trx, { now: 1, until: 2, limit: 9 }, () => 1));
  expect(plans).toEqual([
    expect.stringMatching(
      /^SCAN w; SEARCH outbox .*INDEX deliveries_waiting \(webhook_id=\? AND due_at<\?\)/,
    ),
    "SEARCH outbox USING INDEX deliveries_waiting (webhook_id=? AND due_at<?)",
  ]);
});

test("due emails are found through their index without scanning deliveries", async () => {
  const [plan] = await plansOf((db) => isEmailDue(db, 1));
  expect(plan).toStartWith("SEARCH o USING INDEX outbox_due (kind=? AND due_at<?)");
  expect(plan).not.toContain("TEMP B-TREE");
});

test("counting waiting and failed jobs reads only indexes", async () => {
  const plans = await plansOf((db) => jobCounts(db, "email"));
  expect(plans).toEqual([
    expect.stringContaining("USING COVERING INDEX outbox_due"),
    expect.stringContaining("USING COVERING INDEX outbox_failed"),
  ]);
});
