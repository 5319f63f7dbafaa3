import { randomToken } from "./random-token.ts";

/** Makes a new API key: 256 random bits behind `sk_`. Shown once; only its hash is kept. */
export function newApiKey(): string {
  return `sk_${randomToken()}`;
}

/** The beginning of a key, by which its owner recognises it. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, 8);
}
