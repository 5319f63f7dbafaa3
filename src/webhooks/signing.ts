import { createHmac, randomBytes } from "node:crypto";
import type { EpochMs } from "../domain/interval.ts";
import { version } from "../observability/version.ts";

const PREFIX = "whsec_";

/** A new secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(32).toString("base64")}`;
}

/**
 * The signature headers of a body. `webhook-signature` follows Standard Webhooks (v1, symmetric): the key is the decoded
 * secret, and the content is id, time in seconds and body, joined by dots. `x-schedkit-signature` is simpler: the key is
 * the secret as it was shown, the content is the body, the result is hex.
 */
export function signedHeaders(
  secret: string,
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: EpochMs },
): Record<string, string> {
  const seconds = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const standard = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "user-agent": `schedkit/${version.version}`,
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": `v1,${standard}`,
    "x-schedkit-signature": createHmac("sha256", secret).update(body).digest("hex"),
  };
}
