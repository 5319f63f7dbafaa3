import { isEmailDue } from "../../db/queries/outbox/email-jobs.ts";
import { isUnavailable, type Deps } from "../deps.ts";

/** How long an email may be due before it counts as stuck, if a mail server is configured. */
const OUTBOX_STUCK_MS = 15 * 60_000;

/** How long a successful test write counts, so that frequent probes do not write all the time. */
const REMEMBERED_MS = 1_000;

export type Readiness = {
  readonly ready: boolean;
  readonly checks: {
    readonly database: "ok" | "not_writable";
    readonly outbox: "ok" | "not_sending" | "stuck";
  };
};

/**
 * Checks whether bookings can be made: the database accepts a write. The outbox is reported as well; emails that are due and
 * stuck make the server unready, but only if a mail server is configured.
 */
export async function checkReadiness(deps: Deps): Promise<Readiness> {
  const database = await databaseState(deps);
  const outbox = database === "ok" ? await outboxState(deps) : "ok";
  return { ready: database === "ok" && outbox !== "stuck", checks: { database, outbox } };
}

/** When each database last accepted a test write, by a monotonic clock. */
const tried = new WeakMap<Deps["database"], number>();

async function databaseState({ database }: Deps): Promise<"ok" | "not_writable"> {
  if (performance.now() - (tried.get(database) ?? -Infinity) < REMEMBERED_MS) return "ok";
  try {
    await database.checkWritable();
    tried.set(database, performance.now());
    return "ok";
  } catch (error) {
    if (isUnavailable(error)) return "not_writable";
    throw error;
  }
}

async function outboxState({ database, now, sendsMail }: Deps): Promise<Readiness["checks"]["outbox"]> {
  if (!sendsMail) return "not_sending";
  return (await isEmailDue(database.read, now() - OUTBOX_STUCK_MS)) ? "stuck" : "ok";
}
