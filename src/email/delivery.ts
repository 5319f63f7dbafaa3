import type { Database } from "../db/database.ts";
import { findBooking } from "../db/queries/bookings/bookings.ts";
import { type JobResult, settleJob } from "../db/queries/outbox/jobs.ts";
import { suppressedUntil } from "../db/queries/limits/suppressions.ts";
import { isReminder } from "../domain/email.ts";
import { addressKey } from "../domain/text/address.ts";
import type { EpochMs } from "../domain/interval.ts";
import { settling } from "../jobs/settling.ts";
import { type Log, withoutSecrets } from "../observability/log.ts";
import type { Metrics } from "../observability/metrics.ts";
import { attempted, expired, isUseless, unwanted, unwritable } from "./attempts.ts";
import { type EmailJob, isAboutBooking, storedIn, threadOf } from "./email-job.ts";
import type { RenderedEmail } from "./content/content.ts";
import { renderEmail, type RenderContext } from "./content/render.ts";
import type { KeyedHash } from "../security/keyed-hash.ts";
import type { EmailSender, SendResult } from "./smtp.ts";

export type DeliveryParts = RenderContext & {
  readonly database: Database;
  readonly sender: EmailSender;
  readonly now: () => EpochMs;
  /** Hashes the addresses of suppressions. */
  readonly addressHash: KeyedHash;
  readonly mails: Metrics["mails"];
  readonly log: Pick<Log, "info" | "warn" | "error">;
};

/** Sends one leased email; resolves to the server's answer, or undefined if it was not contacted. */
export type Deliver = (email: EmailJob) => Promise<SendResult | undefined>;

/** Sends a leased email and stores the outcome. An email that cannot be rendered does not affect others. */
export function emailDelivery(parts: DeliveryParts): Deliver {
  const { database, sender, addressHash, now, mails, log } = parts;
  const { known, settle } = settling<EmailJob, JobResult>({
    write: (email, result) => database.write((trx) => settleJob(trx, email, result)),
    named,
    report,
    thing: "an email",
    log,
  });

  async function deliver(email: EmailJob): Promise<SendResult | undefined> {
    const settled = known(email);
    if (settled) return settle(email, settled);
    const begun = now();
    if (isUseless(email, begun) || (await isOutdated(email))) return settle(email, expired(email));
    if (await isUnwanted(email, begun)) return settle(email, unwanted(email));
    const letter = await rendered(email);
    if (!letter) return settle(email, unwritable(email));
    const result = await sender.send({
      letter,
      messageId: email.message_id,
      thread: threadOf(email),
      date: letter.date,
    });
    await settle(email, attempted(email, result, begun, now()));
    return result;
  }

  /** A reminder is sent only while the meeting that it is about takes place. */
  async function isOutdated(email: EmailJob): Promise<boolean> {
    if (!isAboutBooking(email) || !isReminder(email.letter)) return false;
    const booking = await findBooking(database.read, email.booking_id);
    return booking?.status !== "confirmed" || booking.starts_at !== storedIn(email).startsAt;
  }

  /** Suppressions do not apply to hosts. */
  async function isUnwanted({ letter, recipient }: EmailJob, at: EpochMs): Promise<boolean> {
    if (letter.startsWith("host_")) return false;
    const address = addressHash(addressKey(recipient));
    return (await suppressedUntil(database.read, address, at)) !== undefined;
  }

  async function rendered(email: EmailJob): Promise<RenderedEmail | undefined> {
    try {
      return await renderEmail(database.read, parts, email);
    } catch (error) {
      log.error("email rendering failed", { ...named(email), trace: traceOf(error) });
      return undefined;
    }
  }

  function report(email: EmailJob, { status, attempts, last_error }: JobResult): void {
    const fields = { ...named(email), attempts };
    mails[status === "waiting" ? "retried" : status] += 1;
    if (status === "sent") log.info("email sent", fields);
    else if (status === "expired")
      log.warn(`email not sent: ${last_error === undefined ? "obsolete" : "recipient suppressed"}`, fields);
    else
      log.warn(status === "failed" ? "email given up" : "email delayed", {
        ...fields,
        reason: last_error == null ? undefined : withoutSecrets(last_error),
      });
  }

  return deliver;
}

/** The log fields of an email; none of its content. */
export function named({ id, booking_id, letter }: EmailJob): Record<string, unknown> {
  return { outbox_id: id, booking_id, letter };
}

/** The stack without the message, which may quote user input. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 5)].join("\n");
}
