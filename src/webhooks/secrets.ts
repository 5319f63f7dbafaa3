import type { SealedSecrets } from "../db/queries/hosts/webhooks.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { SecretBox } from "../security/secret-box.ts";

/** The secrets that sign now: the current one, and for a day after a rotation the previous one. */
export type SigningSecrets = readonly [current: string, previous?: string];

/** The encryption context of a webhook's secret. */
export function placeOf({ host_id }: { readonly host_id: number }): string {
  return `webhook of host ${host_id}`;
}

/** Decrypts the secrets that sign at an instant; undefined if the current one cannot be decrypted. */
export function openSecrets(
  box: SecretBox,
  host: { readonly host_id: number },
  { secret, previous_secret, previous_until }: SealedSecrets,
  now: EpochMs,
): SigningSecrets | undefined {
  const current = box.open(secret, placeOf(host));
  if (current === undefined) return undefined;
  const isKept = previous_secret !== null && previous_until !== null && now < previous_until;
  const previous = isKept ? box.open(previous_secret, placeOf(host)) : undefined;
  return previous === undefined ? [current] : [current, previous];
}
