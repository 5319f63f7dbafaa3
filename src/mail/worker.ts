import { isMailDue, leaseMails, settleMail } from "../db/queries/outbox.ts";
import { startLeaseWorker, type Worker, type WorkerTimes } from "../jobs/lease-worker.ts";
import { type DeliveryParts, mailDelivery, named } from "./delivery.ts";
import { serverRest } from "./server-rest.ts";
import { SMTP_CONNECTIONS } from "./smtp.ts";

export type MailWorkerParts = DeliveryParts & WorkerTimes;

export type MailWorker = Worker;

/** Sends the mails of the outbox, each at least once; holds back while the server fails. */
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
      isDue: (at) => isMailDue(database.read, at),
      lease: (trx, lease) => leaseMails(trx, lease.now, lease.until, lease.limit),
      async finish(mail) {
        const result = await deliver(mail);
        if (result) rest.note(result.kind !== "failed" || result.blame === "mail");
      },
      giveBack: (trx, mail) => settleMail(trx, mail, { status: "waiting", attempts: mail.attempts }),
      named,
      close: () => sender.close(),
    },
    parts,
  );
}
