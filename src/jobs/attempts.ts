import type { JobResult } from "../db/queries/outbox/jobs.ts";
import type { EpochMs } from "../domain/interval.ts";

/** How long to go on trying what failed, in milliseconds. */
export type Patience = {
  /** The pauses after the first, second, … failed attempt; the last one repeats. */
  readonly pausesMs: readonly number[];
  /** From the first attempt until it is given up; the last try falls on the end. */
  readonly untilMs: number;
  /** How much longer a pause may be, in parts of it, so that what failed together does not come back together. */
  readonly jitter: number;
};

/** How an attempt ended; `refused` is for good. */
export type AttemptResult =
  { readonly kind: "sent" } | { readonly kind: "refused" | "failed"; readonly reason: string };

type Tried = Pick<JobResult, "attempts"> & {
  readonly first_attempt_at: EpochMs | null;
  readonly useful_until: EpochMs;
};

/** What an attempt, begun and over at the given instants, makes of a row of the outbox. */
export function afterAttempt(
  row: Tried,
  result: AttemptResult,
  { begun, over }: { readonly begun: EpochMs; readonly over: EpochMs },
  { pausesMs, untilMs, jitter }: Patience,
): JobResult {
  const first_attempt_at = row.first_attempt_at ?? begun;
  const attempts = row.attempts + 1;
  const tried = { attempts, first_attempt_at };
  if (result.kind === "sent") return { ...tried, status: "sent", sent_at: over, last_error: null };
  const failed = { ...tried, last_error: result.reason };
  const giveUpAt = first_attempt_at + untilMs;
  if (result.kind === "refused" || over >= giveUpAt) return { ...failed, status: "failed" };
  const pause = pausesMs[Math.min(attempts, pausesMs.length) - 1]!;
  const next = over + Math.round(pause * (1 + Math.random() * jitter));
  return { ...failed, status: "waiting", due_at: Math.min(next, giveUpAt, row.useful_until) };
}
