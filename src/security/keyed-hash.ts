import { hkdfSync } from "node:crypto";

/** Hashes text so that nobody without the server's secret can recover it or test a guess. */
export type KeyedHash = (text: string) => string;

/** 128 bits, as base64url. */
const LENGTH = 22;

/** HMAC-SHA256 with a key that HKDF (RFC 5869) derives from the server's secret for this purpose. */
export function keyedHash(secret: Uint8Array, purpose: string): KeyedHash {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", `schedkit ${purpose}`, 32));
  return (text) => new Bun.CryptoHasher("sha256", key).update(text).digest("base64url").slice(0, LENGTH);
}
