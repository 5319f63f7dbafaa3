/** Identifies a secret without revealing it: an HMAC-SHA256 in hex. */
export function secretFingerprint(secret: Uint8Array): string {
  return new Bun.CryptoHasher("sha256", secret).update("schedkit secret").digest("hex");
}
