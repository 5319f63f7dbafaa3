import type { JobResult } from "../db/queries/outbox/jobs.ts";
import type { EpochMs } from "../domain/interval.ts";

export type RetrySchedule = {
  /** The delays after the first, second, … failed attempt; the last one repeats. */
  readonly pausesMs: readonly number[];
  /** From the first attempt until giving up; the last retry is at the end. */
  readonly untilMs: number;
  /** The maximum extra delay as a fraction, so that simultaneous failures do not retry simultaneously. */
  readonly jitter: number;
};

/** The result of an attempt; `refused` is permanent. */
export type AttemptResult =
  { readonly kind: "sent" } | { readonly kind: "refused" | "failed"; readonly reason: string };

type Tried = Pick<JobResult, "attempts"> & {
  readonly first_attempt_at: EpochMs | null;
  readonly useful_until: EpochMs;
};

/** The state of an outbox row after an attempt between the given instants. */
export function afterAttempt(
  row: Tried,
  result: AttemptResult,
  { begun, over }: { readonly begun: EpochMs; readonly over: EpochMs },
  { pausesMs, untilMs, jitter }: RetrySchedule,
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
