/** Tells one secret from another and nothing else about it: an HMAC-SHA256 with it, in hex. */
export function secretFingerprint(secret: Uint8Array): string {
  return new Bun.CryptoHasher("sha256", secret).update("schedkit secret").digest("hex");
}
