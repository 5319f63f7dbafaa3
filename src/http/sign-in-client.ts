import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import type { ProxyTrust } from "../config/proxy-trust.ts";
import type { SignInClient } from "../usecases/hosts/sign-in-attempts.ts";
import { isUntrustedProxy } from "./booker.ts";
import { clientAddress } from "./client-address.ts";
import { consume, type LimitedResponse } from "./rate-limit.ts";
import { deviceTokenOf } from "./session-cookie.ts";

/** Password checks per client and minute, over all accounts: each one costs CPU time and memory. */
const TRIES_A_MINUTE = 10;

/** Identifies the client that tries a password. Throws RateLimited if it tries too often. */
export type SignInClientOf = (
  request: Request,
  server: Bun.Server<unknown> | null,
  set: LimitedResponse,
) => Promise<SignInClient>;

type Settings = { readonly rateLimit: boolean; readonly trustProxy: ProxyTrust };

export function signInClients({ rateLimit, trustProxy }: Settings): SignInClientOf {
  const tries = rateLimit ? new RateLimiterMemory({ points: TRIES_A_MINUTE, duration: 60 }) : undefined;
  return async (request, server, set) => {
    const peer = server?.requestIP(request)?.address;
    const name = clientAddress(request, peer, trustProxy);
    if (tries) await consume(tries, name, set);
    return {
      name,
      network: isUntrustedProxy(request, peer, trustProxy) ? undefined : name,
      device: deviceTokenOf(request.headers),
    };
  };
}
