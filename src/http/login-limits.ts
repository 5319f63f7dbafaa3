import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { consume, type Limited } from "./rate-limit.ts";

/** How many passwords one client may try in a minute, whatever the accounts: each one takes time and memory to check. */
const TRIES_A_MINUTE = 10;

/** Counts a try. Throws RateLimited where its client tries too often. */
export type LoginLimit = (client: string, set: Limited) => Promise<void>;

export function loginLimit(): LoginLimit {
  const clients = new RateLimiterMemory({ points: TRIES_A_MINUTE, duration: 60 });
  return (client, set) => consume(clients, client, set);
}

/** Where limits are off. */
export const noLoginLimit: LoginLimit = async () => {};
