import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { consume, type Limited } from "./rate-limit.ts";

/** How many passwords one client may try in a minute, and all clients together for one account in an hour. */
const TRIES_OF_CLIENT = 10;
const TRIES_AT_ACCOUNT = 20;
/** How long a client counts as known to an account that it was let into. */
const KNOWN_SECONDS = 14 * 86_400;

/** Slows down who guesses passwords. */
export type LoginLimits = {
  /** Counts a try. Throws RateLimited where there were too many. */
  tried(client: string, email: string, set: Limited): Promise<void>;
  /** The password was right: the try does not count against the account, and the client is known to it. */
  succeeded(client: string, email: string): Promise<void>;
};

/**
 * Addresses nobody has are counted as others are, so that the limit tells nothing. A client that was let in before has tries of
 * its own at the account: whoever uses those of everybody else up does not lock its owner out.
 */
export function loginLimits(): LoginLimits {
  const clients = new RateLimiterMemory({ points: TRIES_OF_CLIENT, duration: 60 });
  const accounts = new RateLimiterMemory({ points: TRIES_AT_ACCOUNT, duration: 3600 });
  const known = new RateLimiterMemory({ points: 1, duration: KNOWN_SECONDS });
  const pairOf = (client: string, email: string) => `${client} ${email.toLowerCase()}`;
  const accountFor = async (client: string, email: string) => {
    const pair = pairOf(client, email);
    return (await known.get(pair)) ? pair : email.toLowerCase();
  };
  return {
    async tried(client, email, set) {
      await consume(clients, client, set);
      await consume(accounts, await accountFor(client, email), set);
    },
    async succeeded(client, email) {
      await accounts.reward(await accountFor(client, email));
      await known.set(pairOf(client, email), 1, KNOWN_SECONDS);
    },
  };
}

/** Where limits are off. */
export const noLoginLimits: LoginLimits = { tried: async () => {}, succeeded: async () => {} };
