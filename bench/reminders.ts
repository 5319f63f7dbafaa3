import { rmSync } from "node:fs";
import { join } from "node:path";
import { Database } from "bun:sqlite";
import { openDatabase } from "../src/db/sqlite/open.ts";
import { confirmedStartingIn, remindingTypes } from "../src/db/queries/bookings/reminders.ts";
import type { Db } from "../src/db/database.ts";
import { STEP } from "./data.ts";
import { copyOf } from "./folder.ts";
import type { Row } from "./report.ts";
import { median } from "./turns.ts";

const MINUTE = 60_000;
const RULES = [1_440, 60].map((minutes_before) => ({ minutes_before, to: "attendee" }));
const TURNS = 25;

/** How long a server needs to find the reminders that became due while it was off for ten minutes. */
export async function reminderRow(full: string): Promise<Row> {
  const folder = copyOf(full);
  const path = join(folder, "schedkit.db");
  const raw = new Database(path);
  const { changes } = raw.run("update event_types set reminders = ?", [JSON.stringify(RULES)]);
  const { count } = raw.query<{ count: number }, []>("select count(*) as count from bookings").get()!;
  raw.close();
  const database = openDatabase(path);
  // The bookings start on the hour.
  const now = Math.ceil(Date.now() / STEP) * STEP + MINUTE;
  const times: number[] = [];
  let found = 0;
  for (let turn = 0; turn <= TURNS; turn++) {
    const began = performance.now();
    found = await countDue(database.read, { after: now - 10 * MINUTE, now });
    times.push(performance.now() - began);
  }
  database.close();
  rmSync(folder, { recursive: true });
  if (found === 0) throw new Error("no reminder was due");
  return {
    what: `finding due reminders among ${count.toLocaleString("en")} bookings, ms`,
    value: median(times.slice(1)),
    note: `median of ${TURNS}: ${found} due within ten minutes, by ${changes * RULES.length} rules; ${times[0]!.toFixed(1)} at first`,
    atMost: 20,
  };
}

/** Reads what each rule of each event type makes due, as every half minute. */
async function countDue(db: Db, { after, now }: { after: number; now: number }): Promise<number> {
  let found = 0;
  for (const eventType of await remindingTypes(db)) {
    for (const { minutes_before } of eventType.reminders) {
      const ahead = minutes_before * MINUTE;
      const due = await confirmedStartingIn(db, eventType, { after: after + ahead, until: now + ahead });
      found += due.length;
    }
  }
  return found;
}
