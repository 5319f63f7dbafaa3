import type { JobResult } from "../db/queries/outbox/jobs.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../domain/interval.ts";
import { afterAttempt, type Patience } from "../jobs/attempts.ts";
import type { EmailJob } from "./email-job.ts";
import type { SendResult } from "./smtp.ts";

const PATIENCE: Patience = {
  pausesMs: [10_000, 30_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS],
  untilMs: 3 * DAY_MS,
  jitter: 0.1,
};

/** True once an email has nothing to say any more: what it is about is over. */
export function isUseless(mail: EmailJob, now: EpochMs): boolean {
  return mail.useful_until <= now;
}

/** Given up unsent, because the moment has passed. */
export function expired({ attempts }: EmailJob): JobResult {
  return { status: "expired", attempts };
}

/** Given up unsent, because its recipient wants none. */
export function unwanted({ attempts }: EmailJob): JobResult {
  return { status: "expired", attempts, last_error: "The recipient asked not to be emailed" };
}

/** Given up unsent, because the letter itself could not be written. */
export function unwritable({ attempts }: EmailJob): JobResult {
  return { status: "failed", attempts, last_error: "The letter could not be written" };
}

/**
 * What an attempt, begun and over at the given instants, makes of an email. A failure is tried again after growing
 * pauses, for three days from the first attempt; the last try falls on the end of those.
 */
export function attempted(mail: EmailJob, result: SendResult, begun: EpochMs, over: EpochMs): JobResult {
  return afterAttempt(mail, result, { begun, over }, PATIENCE);
}
