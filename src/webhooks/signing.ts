import { createHmac, randomBytes } from "node:crypto";
import type { EpochMs } from "../domain/interval.ts";
import type { SigningSecrets } from "./secrets.ts";
import { version } from "../observability/version.ts";

/** A new secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/**
 * The signature headers of a body: `webhook-signature` of Standard Webhooks, and `x-schedkit-signature`, which is simpler:
 * HMAC-SHA256 of the body in hex, keyed with the secret as it was shown. After a rotation, the former has a signature by each
 * secret, and the previous one's of the latter is in a header of its own. The library is loaded by the first delivery, to keep the start fast.
 */
export async function signedHeaders(
  secrets: SigningSecrets,
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: EpochMs },
): Promise<Record<string, string>> {
  const [current, previous] = secrets;
  const older = previous === undefined ? [] : [previous];
  const { Webhook } = await import("standardwebhooks");
  return {
    "content-type": "application/json",
    "user-agent": `schedkit/${version.version}`,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": [current, ...older]
      .map((secret) => new Webhook(secret).sign(id, new Date(now), body))
      .join(" "),
    "x-schedkit-signature": hmac(current, body),
    ...(previous !== undefined && { "x-schedkit-previous-signature": hmac(previous, body) }),
  };
}

function hmac(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}
