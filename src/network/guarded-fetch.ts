import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { FetchFailure, fetchFailure } from "./fetch-failure.ts";
import { type Address, type AddressPolicy, allowedAddresses, ForbiddenAddress } from "./guard.ts";
import { isPublicAddress } from "./public-address.ts";
import { type Authorized, redirected, redirectTarget } from "./redirect.ts";
import { responseBody } from "./response-body.ts";
import { send } from "./send.ts";

/** A response. Either iterate over `body` or call `discard`. */
export type Exchange = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Where the response came from, after redirects. */
  readonly url: string;
  readonly body: AsyncIterable<Uint8Array>;
  discard(): void;
};

/** A request, and how many redirects it follows: 5 by default. */
export type GuardedRequest = Authorized & { readonly maxRedirects?: number };

/** Sends a request. Throws `FetchFailure`, and so does reading the body. */
export type GuardedFetch = (request: GuardedRequest, signal: AbortSignal) => Promise<Exchange>;

export type FetchSettings = AddressPolicy & {
  /** The time for the whole exchange: names, redirects and the body. */
  readonly timeoutMs: number;
  /** The limit of a body, after decompression. */
  readonly maxBytes: number;
  /** Connects to one of the addresses that were checked. */
  readonly dial?: typeof send;
};

const MAX_REDIRECTS = 5;

/**
 * Returns a function that only contacts addresses that the policy allows, checked again for each redirect. Credentials are sent
 * to the origin of the first URL only, and never without encryption to a public address.
 */
export function guardedFetch({ timeoutMs, maxBytes, dial = send, ...policy }: FetchSettings): GuardedFetch {
  return async ({ maxRedirects = MAX_REDIRECTS, ...request }, stop) => {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]);
    const sendOnce = (one: Authorized) => sendGuarded(one, policy, dial, signal);
    try {
      const { response, url } = await follow(request, maxRedirects, sendOnce);
      return {
        status: response.statusCode!,
        headers: response.headers,
        url,
        body: responseBody(response, maxBytes, signal),
        discard: () => void response.destroy(),
      };
    } catch (error) {
      throw fetchFailure(error, signal);
    }
  };
}

type Answered = { readonly response: IncomingMessage; readonly url: string };

async function follow(
  first: Authorized,
  maxRedirects: number,
  sendOnce: (request: Authorized) => Promise<IncomingMessage>,
): Promise<Answered> {
  let request = first;
  for (let hops = 0; ; hops += 1) {
    const response = await sendOnce(request);
    const status = response.statusCode!;
    const location = redirectTarget(status, response.headers.location);
    if (location === undefined || maxRedirects === 0) return { response, url: request.url };
    response.destroy();
    if (hops === maxRedirects) throw new FetchFailure("bad_redirect", "The server redirects too often.");
    request = redirected(request, status, location);
  }
}

async function sendGuarded(
  { authorization, ...request }: Authorized,
  policy: AddressPolicy,
  dial: typeof send,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(request.url);
  const addresses = await allowedAddresses(url, policy, signal);
  if (authorization === undefined) return dial(request, addresses, signal);
  if (url.protocol === "http:") refuseInTheClear(addresses);
  return dial({ ...request, headers: { ...request.headers, authorization } }, addresses, signal);
}

function refuseInTheClear(addresses: readonly Address[]): void {
  if (addresses.some(({ address }) => isPublicAddress(address)))
    throw new ForbiddenAddress("The password would be sent without encryption; enter an https address");
}
