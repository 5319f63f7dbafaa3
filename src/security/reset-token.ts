import { hkdfSync } from "node:crypto";
import type { EpochMs } from "../domain/interval.ts";
import { sameToken } from "./action-token.ts";

/** A host whose password is to be replaced, with the hash of the current one. */
type Account = { readonly id: number; readonly passwordHash: string | null };

/** Tokens for choosing a new password. They belong to the current one, so each works once, and nothing is stored. */
export type ResetTokens = {
  issue(account: Account, validUntil: EpochMs): string;
  /** The host that a token claims to be for, and until when; undefined if it does not have the shape of a token. */
  claim(token: string): { readonly hostId: number; readonly validUntil: EpochMs } | undefined;
  /** Returns whether the token was issued for this account. Its end is for the caller to check. */
  isFor(token: string, account: Account): boolean;
};

/** HMAC-SHA256 with a key that HKDF (RFC 5869) derives from the server's secret. */
export function resetTokens(secret: Uint8Array): ResetTokens {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "schedkit password reset", 32));
  function issue({ id, passwordHash }: Account, validUntil: EpochMs): string {
    const claim = `${id.toString(36)}.${validUntil.toString(36)}`;
    const mac = new Bun.CryptoHasher("sha256", key)
      .update(`${claim}.${passwordHash ?? ""}`)
      .digest("base64url");
    return `${claim}.${mac}`;
  }
  function claim(token: string) {
    const [, id, until] = /^([0-9a-z]{1,10})\.([0-9a-z]{1,10})\.[\w-]{43}$/.exec(token) ?? [];
    if (id === undefined || until === undefined) return undefined;
    return { hostId: Number.parseInt(id, 36), validUntil: Number.parseInt(until, 36) };
  }
  return {
    issue,
    claim,
    isFor(token, account) {
      const claimed = claim(token);
      return claimed !== undefined && sameToken(token, issue(account, claimed.validUntil));
    },
  };
}
