import { isEmailDue, leaseEmails } from "../db/queries/outbox/email-jobs.ts";
import { settleJob } from "../db/queries/outbox/jobs.ts";
import { startLeaseWorker, type Worker, type WorkerTimes } from "../jobs/lease-worker.ts";
import { type DeliveryParts, emailDelivery, named } from "./delivery.ts";
import { toEmailJob } from "./email-job.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { SMTP_CONNECTIONS } from "./smtp.ts";

export type EmailWorkerParts = DeliveryParts & WorkerTimes;

export type EmailWorker = Worker;

/** Sends the emails in the outbox, each at least once; backs off while the server fails. */
export function startEmailWorker(parts: EmailWorkerParts): EmailWorker {
  const { database, sender, now, log } = parts;
  const deliver = emailDelivery(parts);
  const rest = circuitBreaker(SMTP_CONNECTIONS, now);
  return startLeaseWorker(
    {
      database,
      now,
      log,
      things: "mails",
      room: () => rest.room(),
      isDue: (at) => isEmailDue(database.read, at),
      lease: async (trx, lease) => (await leaseEmails(trx, lease)).map(toEmailJob),
      async finish(email) {
        const result = await deliver(email);
        if (result) rest.note(result.kind !== "failed" || result.blame === "mail");
      },
      giveBack: (trx, { id, leased_until, attempts }) =>
        settleJob(trx, { id, leased_until }, { status: "waiting", attempts }),
      named,
      close: () => sender.close(),
    },
    parts,
  );
}
