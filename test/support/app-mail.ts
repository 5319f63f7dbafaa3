import { smtpSender } from "../../src/email/smtp.ts";
import { type EmailWorker, type EmailWorkerParts, startEmailWorker } from "../../src/email/worker.ts";
import type { Deps } from "../../src/usecases/deps.ts";
import type { Mailbox } from "./smtp-server.ts";

/** Sends an app's emails to a mailbox, like the server. */
export function startAppMail(
  { database, tokens, codes, addressHash, publicUrl, now, metrics, log }: Deps,
  mailbox: Pick<Mailbox, "url">,
  parts: Partial<EmailWorkerParts> = {},
): EmailWorker {
  return startEmailWorker({
    database,
    sender: smtpSender({ url: mailbox.url, from: "bookings@example.com" }),
    tokens,
    codes,
    addressHash,
    publicUrl,
    now,
    mails: metrics.mails,
    log,
    ...parts,
  });
}
