import { isMailDue, leaseMails, type OutboxMail, settleMail } from "../db/outbox.ts";
import { type DeliveryParts, mailDelivery } from "./delivery.ts";
import { serverRest } from "./server-rest.ts";
import { SMTP_CONNECTIONS } from "./smtp.ts";

export type MailWorkerParts = DeliveryParts & {
  /** For how long a mail is this process's alone; longer than the sender's longest send. */
  readonly leaseMs?: number;
  /** How often to look for mails that nobody announced: retries, and those of other processes. */
  readonly pollMs?: number;
  /** How long a stop waits for the sends under way. */
  readonly stopMs?: number;
};

export type MailWorker = {
  /** Says that a mail may be due: call it after the commit that owes one. */
  wake(): void;
  /** Resolves once nothing is being looked for, sent or written down. */
  idle(): Promise<void>;
  /** Takes no new mails, lets the sends under way finish for a while, and closes the sender. */
  stop(): Promise<void>;
};

const HANG_UP_MS = 1_000;

/**
 * Sends the outbox, at once and until it is stopped, each mail at least once: a mail is leased, sent, and only
 * then settled. Several workers may share a database. Never rejects and never throws; what goes wrong is logged.
 */
export function startMailWorker(parts: MailWorkerParts): MailWorker {
  const { database, sender, now, log, leaseMs = 60_000, pollMs = 1_000, stopMs = 8_000 } = parts;
  const deliver = mailDelivery(parts);
  const rest = serverRest(SMTP_CONNECTIONS, now);
  const sending = new Set<Promise<void>>();
  const timer = setInterval(wake, pollMs);
  let passing: Promise<void> | undefined;
  let wanted = false;
  let ailing = false;
  let stopped: Promise<void> | undefined;

  function wake(): void {
    if (stopped) return;
    wanted = true;
    passing ??= pass();
  }

  async function pass(): Promise<void> {
    while (wanted) {
      wanted = false;
      await takeDue().then(databaseWorks, databaseFails);
    }
    passing = undefined;
  }

  async function takeDue(): Promise<void> {
    const room = rest.room() - sending.size;
    if (room <= 0 || !(await isMailDue(database.read, now()))) return;
    const mails = await database.write((trx) => leaseMails(trx, now(), now() + leaseMs, room));
    if (stopped) return giveBack(mails);
    for (const mail of mails) begin(mail);
  }

  function begin(mail: OutboxMail): void {
    const send = deliver(mail)
      .then((result) => result && rest.note(result.kind !== "failed" || result.blame === "mail"))
      .catch((error: unknown) =>
        log.error("sending a mail broke off", { outbox_id: mail.id, error: String(error) }),
      )
      .then(() => {
        sending.delete(send);
        wake();
      });
    sending.add(send);
  }

  async function giveBack(mails: readonly OutboxMail[]): Promise<void> {
    await database.write(async (trx) => {
      for (const mail of mails) await settleMail(trx, mail, { status: "waiting", attempts: mail.attempts });
    });
  }

  function databaseWorks(): void {
    if (ailing) log.info("the outbox can be read and written again");
    ailing = false;
  }

  function databaseFails(error: unknown): void {
    if (!ailing) log.error("the outbox cannot be read or written; mails wait", { error: String(error) });
    ailing = true;
  }

  async function idle(): Promise<void> {
    const busy = () => passing !== undefined || sending.size > 0;
    while (busy()) await Promise.all([passing, ...sending]);
  }

  async function shutDown(): Promise<void> {
    clearInterval(timer);
    await atMost(stopMs, idle());
    sender.close();
    await atMost(HANG_UP_MS, idle());
  }

  wake();
  return { wake, idle, stop: () => (stopped ??= shutDown()) };
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
