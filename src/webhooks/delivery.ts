import type { Database, Trx } from "../db/database.ts";
import { insertTry, type DeliveryTry, type LeasedDelivery } from "../db/queries/outbox/deliveries.ts";
import { type JobResult, settleJob } from "../db/queries/outbox/jobs.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { Log } from "../observability/log.ts";
import type { Metrics } from "../observability/metrics.ts";
import { afterAttempt } from "../jobs/attempts.ts";
import { settling } from "../jobs/settling.ts";
import type { SecretBox } from "../security/secret-box.ts";
import { isGone, RETRY_SCHEDULE, resultOf } from "./outcome.ts";
import type { Posted, PostWebhook } from "./post.ts";
import { openSecrets } from "./secrets.ts";
import { signedHeaders } from "./signing.ts";
import { switchOffGone } from "./switch-off.ts";

export type WebhookDeliveryParts = {
  readonly database: Database;
  readonly post: PostWebhook;
  /** Aborts requests in progress. */
  readonly stop: AbortSignal;
  readonly box: SecretBox;
  readonly now: () => EpochMs;
  readonly deliveries: Metrics["deliveries"];
  readonly log: Pick<Log, "info" | "warn" | "error">;
};

type Result = JobResult & { readonly tried: DeliveryTry; readonly gone: boolean };

/** Posts a leased delivery and stores the outcome; resolves to whether the receiver accepted it. */
export function webhookDelivery(parts: WebhookDeliveryParts): (delivery: LeasedDelivery) => Promise<boolean> {
  const { database, post, stop, box, now, deliveries, log } = parts;
  const { known, settle } = settling<LeasedDelivery, Result>({
    write: (delivery, result) => database.write((trx) => write(trx, delivery, result)),
    named,
    report,
    thing: "a delivery",
    log,
  });

  async function deliver(delivery: LeasedDelivery): Promise<boolean> {
    const settled = known(delivery);
    const result = settled ?? (await attempt(delivery));
    await settle(delivery, result);
    return result.status === "sent";
  }

  async function attempt(delivery: LeasedDelivery): Promise<Result> {
    const begun = now();
    const posted = await send(delivery, begun);
    const times = { begun, over: now() };
    const result = resultOf(posted);
    return {
      ...afterAttempt(delivery, result, times, RETRY_SCHEDULE),
      tried: triedBy(posted, begun),
      gone: isGone(posted),
    };
  }

  async function send(
    { sealed, recipient: url, message_id: id, body, host_id }: LeasedDelivery,
    at: EpochMs,
  ) {
    const secrets = openSecrets(box, { host_id }, sealed, at);
    if (!secrets) return { error: UNREADABLE, tookMs: 0 };
    return post({ url, body, headers: await signedHeaders(secrets, { id, body, now: at }) }, stop);
  }

  async function write(trx: Trx, delivery: LeasedDelivery, { tried, gone, ...result }: Result) {
    if (!(await settleJob(trx, delivery, result))) return false;
    await insertTry(trx, delivery.id, tried);
    if (gone) await switchOffGone(trx, delivery, now());
    return true;
  }

  function report(delivery: LeasedDelivery, { status, attempts, tried, last_error }: Result): void {
    const fields = { ...named(delivery), attempts, ms: tried.took_ms };
    if (status === "sent") {
      deliveries.delivered += 1;
      return log.info("webhook delivered", fields);
    }
    deliveries[status === "waiting" ? "retried" : "failed"] += 1;
    log.warn(status === "waiting" ? "webhook delivery delayed" : "webhook delivery given up", {
      ...fields,
      reason: last_error,
    });
  }

  return deliver;
}

const UNREADABLE =
  "The webhook's secret was encrypted with another schedkit.secret; restore that one, or replace the secret with rotate_secret";

/** An attempt as lists show it. */
export function triedBy(posted: Posted, at: EpochMs): DeliveryTry {
  const result = resultOf(posted);
  return {
    at,
    took_ms: posted.tookMs,
    http_status: "status" in posted ? posted.status : null,
    error: result.kind === "sent" ? null : result.reason,
    answer: "answer" in posted ? posted.answer : null,
  };
}

/** The log fields of a delivery, without its URL and content. */
export function named({ id, webhook_id, booking_id, event }: LeasedDelivery): Record<string, unknown> {
  return { outbox_id: id, webhook_id, booking_id, event };
}
