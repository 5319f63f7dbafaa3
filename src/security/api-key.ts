import { randomBytes } from "node:crypto";

/** Makes a new API key: 256 random bits behind `sk_`. Shown once; only its hash is kept. */
export function newApiKey(): string {
  return `sk_${randomBytes(32).toString("base64url")}`;
}

/** What the database holds of a key. A key is random, so a plain SHA-256 is as good as a slow hash. */
export function hashApiKey(key: string): string {
  return new Bun.CryptoHasher("sha256").update(key).digest("hex");
}

/** The beginning of a key, by which its owner recognises it. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, 8);
}
