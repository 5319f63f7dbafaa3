import type { Database } from "../db/open.ts";
import { type MailResult, type OutboxMail, settleMail } from "../db/outbox.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { Log } from "../log.ts";
import { attempted, expired, isUseless, unwritable } from "./attempts.ts";
import type { RenderedLetter } from "./letters.ts";
import type { MailSender, SendResult } from "./smtp.ts";

export type DeliveryParts = {
  readonly database: Database;
  readonly sender: MailSender;
  /** Writes out a mail's letter; what it throws fails that mail alone. */
  readonly render: (mail: OutboxMail) => RenderedLetter;
  readonly now: () => EpochMs;
  readonly log: Pick<Log, "info" | "warn" | "error">;
};

/** Takes one leased mail to its end; answers what the server said, undefined where it was not asked. */
export type Deliver = (mail: OutboxMail) => Promise<SendResult | undefined>;

const SETTLE_AGAIN_AFTER_MS = [100, 500, 2_000];

/**
 * Sends a leased mail and writes down how it went. A result that the database did not take, tried a few times,
 * is remembered: should this process get the mail again, it writes the result instead of sending twice.
 */
export function mailDelivery({ database, sender, render, now, log }: DeliveryParts): Deliver {
  const unwritten = new Map<number, MailResult>();

  async function deliver(mail: OutboxMail): Promise<SendResult | undefined> {
    const known = unwritten.get(mail.id);
    if (known) return settle(mail, known);
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

  async function settle(mail: OutboxMail, result: MailResult): Promise<undefined> {
    try {
      const kept = await persistently(() => database.write((trx) => settleMail(trx, mail, result)));
      unwritten.delete(mail.id);
      if (kept) report(mail, result);
      else log.warn("a mail took longer than its lease and may be sent twice", named(mail));
    } catch (error) {
      if (result.status !== "waiting") unwritten.set(mail.id, result);
      log.error("how a mail went could not be written down", { ...named(mail), error: String(error) });
    }
  }

  function report(mail: OutboxMail, { status, attempts, last_error }: MailResult): void {
    const fields = { ...named(mail), attempts };
    if (status === "sent") log.info("mail sent", fields);
    else if (status === "expired") log.warn("mail not sent: what it is about is over", fields);
    else
      log.warn(status === "failed" ? "mail given up" : "mail not sent yet", {
        ...fields,
        reason: quiet(last_error),
      });
  }

  return deliver;
}

async function persistently<T>(attempt: () => Promise<T>): Promise<T> {
  for (const pause of SETTLE_AGAIN_AFTER_MS) {
    try {
      return await attempt();
    } catch {
      await Bun.sleep(pause);
    }
  }
  return attempt();
}

function named({ id, booking_id, letter }: OutboxMail): Record<string, unknown> {
  return { outbox_id: id, booking_id, letter };
}

/** Servers repeat the address that they refuse; logs are read by more people than the outbox is. */
function quiet(reason: string | null | undefined): string | undefined {
  return reason?.replaceAll(/[^\s<>:]+@[^\s<>:]+/g, "[address]");
}

/** Where it happened without the message, which may quote what people wrote. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 5)].join("\n");
}
