import { randomToken } from "./random-token.ts";

/** A new API key: `sk_` and 256 random bits. It is shown once; only its hash is stored. */
export function newApiKey(): string {
  return `sk_${randomToken()}`;
}

/** The beginning of a key, by which its owner recognises it. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, 8);
}
