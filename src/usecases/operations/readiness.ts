import { isEmailDue } from "../../db/queries/outbox/email-jobs.ts";
import { isUnavailable, type Deps } from "../deps.ts";

/** How long a due mail may wait, where mail is sent at all, before somebody should look. */
const OUTBOX_STUCK_MS = 15 * 60_000;

/** How long a write that went well answers for: whoever asks all day does not write all day. */
const REMEMBERED_MS = 1_000;

export type Readiness = {
  readonly ready: boolean;
  readonly checks: {
    readonly database: "ok" | "not_writable";
    readonly outbox: "ok" | "not_sending" | "stuck";
  };
};

/**
 * Whether bookings can be taken: the database takes a write. The outbox is told beside it and does not make
 * the server unready while mail is not set up; emails that are due and go nowhere do.
 */
export async function checkReadiness(deps: Deps): Promise<Readiness> {
  const database = await databaseState(deps);
  const outbox = database === "ok" ? await outboxState(deps) : "ok";
  return { ready: database === "ok" && outbox !== "stuck", checks: { database, outbox } };
}

/** When each database took its last trial write, by a clock that nobody sets. */
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
