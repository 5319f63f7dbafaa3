import type { JobResult } from "../db/queries/outbox/jobs.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../domain/interval.ts";
import { afterAttempt, type RetrySchedule } from "../jobs/attempts.ts";
import type { EmailJob } from "./email-job.ts";
import type { SendResult } from "./smtp.ts";

const RETRY_SCHEDULE: RetrySchedule = {
  pausesMs: [10_000, 30_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS],
  untilMs: 3 * DAY_MS,
  jitter: 0.1,
};

/** Returns whether an email is obsolete because what it is about is over. */
export function isUseless(mail: EmailJob, now: EpochMs): boolean {
  return mail.useful_until <= now;
}

/** Not sent: its moment has passed. */
export function expired({ attempts }: EmailJob): JobResult {
  return { status: "expired", attempts };
}

/** Not sent: the recipient asked for no email. */
export function unwanted({ attempts }: EmailJob): JobResult {
  return { status: "expired", attempts, last_error: "The recipient asked not to be emailed" };
}

/** Not sent: it could not be rendered. */
export function unwritable({ attempts }: EmailJob): JobResult {
  return { status: "failed", attempts, last_error: "The email could not be rendered" };
}

/**
 * The state of an email after an attempt between the given instants. A failure is retried after growing delays for three days
 * from the first attempt; the last retry is at the end of that period.
 */
export function attempted(mail: EmailJob, result: SendResult, begun: EpochMs, over: EpochMs): JobResult {
  return afterAttempt(mail, result, { begun, over }, RETRY_SCHEDULE);
}
