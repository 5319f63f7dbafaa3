import { isCalendarJobDue, leaseCalendarJobs } from "../db/queries/outbox/calendar-jobs.ts";
import { settleJob } from "../db/queries/outbox/jobs.ts";
import { startLeaseWorker, type Worker, type WorkerTimes } from "../jobs/lease-worker.ts";
import { calendarWriting, named } from "../usecases/calendars/write-job.ts";
import type { Deps } from "../usecases/deps.ts";

/** How many entries are written at once; a calendar server that hangs delays those of others by one timeout. */
const AT_ONCE = 16;

/** Writes bookings to their hosts' calendars, each at least once. */
export function startCalendarWriter(deps: Deps, times: WorkerTimes = {}): Worker {
  const { database, now, log } = deps;
  return startLeaseWorker(
    {
      database,
      now,
      log,
      things: "calendar entries",
      room: () => AT_ONCE,
      isDue: (at) => isCalendarJobDue(database.read, at),
      lease: (trx, lease) => leaseCalendarJobs(trx, lease),
      finish: calendarWriting(deps),
      giveBack: (trx, job) => settleJob(trx, job, { status: "waiting", attempts: job.attempts }),
      named,
      close: () => undefined,
    },
    times,
  );
}
