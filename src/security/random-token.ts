import { randomBytes } from "node:crypto";

/** 256 random bits, as 43 characters of base64url. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The stored hash of a key or a session token. Both are random, so a plain SHA-256 is as safe as a slow hash. */
export function hashToken(token: string): string {
  return new Bun.CryptoHasher("sha256").update(token).digest("hex");
}
