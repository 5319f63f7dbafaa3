import { SourceFailure } from "../../calendars/sources/failure.ts";
import type { CalendarJob } from "../../db/queries/outbox/calendar-jobs.ts";
import { type JobResult, settleJob } from "../../db/queries/outbox/jobs.ts";
import { DAY_MS, MINUTE_MS } from "../../domain/interval.ts";
import { afterAttempt, type AttemptResult, type RetrySchedule } from "../../jobs/attempts.ts";
import { settling } from "../../jobs/settling.ts";
import type { Deps } from "../deps.ts";
import { writeEntry } from "./write-entry.ts";

/** Longer than the meeting is away makes no sense, but a password is often replaced after a few days. */
const RETRY_SCHEDULE: RetrySchedule = {
  pausesMs: [10_000, 30_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS],
  untilMs: 7 * DAY_MS,
  jitter: 0.2,
};

/** How long one write may take. */
const LIMIT_MS = 20_000;

/** Runs a leased calendar job and stores the outcome; only rejects on a bug. */
export function calendarWriting(deps: Deps): (job: CalendarJob) => Promise<void> {
  const { database, log, now } = deps;
  const { known, settle } = settling<CalendarJob, JobResult>({
    write: (job, result) => database.write((trx) => settleJob(trx, job, result)),
    named,
    report,
    thing: "a calendar write",
    log,
  });

  async function attempt(job: CalendarJob): Promise<JobResult> {
    const begun = now();
    const result = await resultOf(job);
    return afterAttempt(job, result, { begun, over: now() }, RETRY_SCHEDULE);
  }

  async function resultOf({ booking_id }: CalendarJob): Promise<AttemptResult> {
    try {
      await writeEntry(deps, booking_id, AbortSignal.any([deps.stopping, AbortSignal.timeout(LIMIT_MS)]));
      return { kind: "sent" };
    } catch (error) {
      if (error instanceof SourceFailure) return { kind: "failed", reason: error.message };
      log.error("calendar entry could not be written", { booking_id, error: String(error) });
      return { kind: "failed", reason: "The entry could not be written" };
    }
  }

  function report(job: CalendarJob, { status, attempts, last_error }: JobResult): void {
    const fields = { ...named(job), attempts };
    if (status === "sent") return log.info("calendar entry up to date", fields);
    log.warn(status === "waiting" ? "calendar write delayed" : "calendar write given up", {
      ...fields,
      reason: last_error,
    });
  }

  return async (job) => settle(job, known(job) ?? (await attempt(job)));
}

/** The log fields of a job. */
export function named({ id, booking_id }: CalendarJob): Record<string, unknown> {
  return { outbox_id: id, booking_id };
}
