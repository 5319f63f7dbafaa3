import { isEmailDue, leaseEmails } from "../db/queries/outbox/email-jobs.ts";
import { settleJob } from "../db/queries/outbox/jobs.ts";
import { startLeaseWorker, type Worker, type WorkerTimes } from "../jobs/lease-worker.ts";
import { type DeliveryParts, mailDelivery, named } from "./delivery.ts";
import { toEmailJob } from "./email-job.ts";
import { serverRest } from "./circuit-breaker.ts";
import { SMTP_CONNECTIONS } from "./smtp.ts";

export type MailWorkerParts = DeliveryParts & WorkerTimes;

export type MailWorker = Worker;

/** Sends the emails in the outbox, each at least once; backs off while the server fails. */
export function startMailWorker(parts: MailWorkerParts): MailWorker {
  const { database, sender, now, log } = parts;
  const deliver = mailDelivery(parts);
  const rest = serverRest(SMTP_CONNECTIONS, now);
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
