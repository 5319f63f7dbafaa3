import { hkdfSync } from "node:crypto";

/** Hashes text so that nobody without the server's secret can tell whose it is, nor try whether it is somebody's. */
export type KeyedHash = (text: string) => string;

/** 128 bits, as base64url. */
const LENGTH = 22;

/** HMAC-SHA256 under a key that HKDF (RFC 5869) derives from the server's secret for this purpose. */
export function keyedHash(secret: Uint8Array, purpose: string): KeyedHash {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", `schedkit ${purpose}`, 32));
  return (text) => new Bun.CryptoHasher("sha256", key).update(text).digest("base64url").slice(0, LENGTH);
}
