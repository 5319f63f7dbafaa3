import { createHmac, randomBytes } from "node:crypto";
import type { EpochMs } from "../domain/interval.ts";
import { version } from "../observability/version.ts";

/** A new secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/**
 * The signature headers of a body: `webhook-signature` of Standard Webhooks, and `x-schedkit-signature`, which is simpler:
 * HMAC-SHA256 of the body in hex, keyed with the secret as it was shown. The library is loaded by the first delivery, to keep the start fast.
 */
export async function signedHeaders(
  secret: string,
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: EpochMs },
): Promise<Record<string, string>> {
  const { Webhook } = await import("standardwebhooks");
  return {
    "content-type": "application/json",
    "user-agent": `schedkit/${version.version}`,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, new Date(now), body),
    "x-schedkit-signature": createHmac("sha256", secret).update(body).digest("hex"),
  };
}
