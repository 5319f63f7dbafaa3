import { hkdfSync } from "node:crypto";
import { type EpochMs, HOUR_MS } from "../domain/interval.ts";
import { sameToken } from "./action-token.ts";

/** Tokens for the page that adds the first host. Each one is valid for one to two hours, and nothing is stored. */
export type SetupTokens = {
  /** The token of the hour that `now` is in. */
  issue(now: EpochMs): string;
  isValid(token: string, now: EpochMs): boolean;
};

/** HMAC-SHA256 with a key that HKDF (RFC 5869) derives from the server's secret. */
export function setupTokens(secret: Uint8Array): SetupTokens {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "schedkit setup", 32));
  const ofHour = (hour: number) =>
    new Bun.CryptoHasher("sha256", key).update(String(hour)).digest("base64url").slice(0, 32);
  const hourOf = (now: EpochMs) => Math.floor(now / HOUR_MS);
  return {
    issue: (now) => ofHour(hourOf(now)),
    isValid: (token, now) => [0, 1].some((ago) => sameToken(token, ofHour(hourOf(now) - ago))),
  };
}
