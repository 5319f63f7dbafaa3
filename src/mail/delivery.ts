import type { Database } from "../db/sqlite/open.ts";
import { type MailResult, type OutboxMail, settleMail } from "../db/queries/outbox.ts";
import type { EpochMs } from "../domain/interval.ts";
import { type Log, withoutSecrets } from "../log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { settling } from "../jobs/settling.ts";
import { attempted, expired, isUseless, unwritable } from "./attempts.ts";
import type { RenderedLetter } from "./letters.ts";
import type { MailSender, SendResult } from "./smtp.ts";

export type DeliveryParts = {
  readonly database: Database;
  readonly sender: MailSender;
  /** Writes out a mail's letter; what it throws fails that mail alone. */
  readonly render: (mail: OutboxMail) => RenderedLetter;
  readonly now: () => EpochMs;
  /** Counts how mails went. */
  readonly mails: Metrics["mails"];
  readonly log: Pick<Log, "info" | "warn" | "error">;
};

/** Takes one leased mail to its end; answers what the server said, undefined where it was not asked. */
export type Deliver = (mail: OutboxMail) => Promise<SendResult | undefined>;

/** Sends a leased mail and writes down how it went. */
export function mailDelivery({ database, sender, render, now, mails, log }: DeliveryParts): Deliver {
  const { known, settle } = settling<OutboxMail, MailResult>({
    write: (mail, result) => database.write((trx) => settleMail(trx, mail, result)),
    named,
    report,
    thing: "a mail",
    log,
  });

  async function deliver(mail: OutboxMail): Promise<SendResult | undefined> {
    const settled = known(mail);
    if (settled) return settle(mail, settled);
    const begun = now();
    if (isUseless(mail, begun)) return settle(mail, expired(mail));
    const letter = written(mail);
    if (!letter) return settle(mail, unwritable(mail));
    const result = await sender.send({ letter, messageId: mail.message_id, date: mail.facts.happenedAt });
    await settle(mail, attempted(mail, result, begun, now()));
    return result;
  }

  function written(mail: OutboxMail): RenderedLetter | undefined {
    try {
      return render(mail);
    } catch (error) {
      log.error("a letter could not be written", { ...named(mail), trace: traceOf(error) });
      return undefined;
    }
  }

  function report(mail: OutboxMail, { status, attempts, last_error }: MailResult): void {
    const fields = { ...named(mail), attempts };
    mails[status === "waiting" ? "retried" : status] += 1;
    if (status === "sent") log.info("mail sent", fields);
    else if (status === "expired") log.warn("mail not sent: what it is about is over", fields);
    else
      log.warn(status === "failed" ? "mail given up" : "mail not sent yet", {
        ...fields,
        reason: last_error == null ? undefined : withoutSecrets(last_error),
      });
  }

  return deliver;
}

/** A mail as the log calls it: without a word of what it says. */
export function named({ id, booking_id, letter }: OutboxMail): Record<string, unknown> {
  return { outbox_id: id, booking_id, letter };
}

/** Where it happened without the message, which may quote what people wrote. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 5)].join("\n");
}
