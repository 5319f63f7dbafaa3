import type { IncomingMessage } from "node:http";
import type { Address } from "./guard.ts";

/** An HTTP request. */
export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
};

/**
 * Sends a request to one of the addresses and returns the response as soon as its headers have arrived. The URL's name is
 * still used for `Host` and TLS verification; only the address is fixed. Ignores proxy variables and follows no redirects. The
 * HTTP client is loaded with the first request, to keep the start fast.
 */
export async function send(
  { method, url, headers, body }: HttpRequest,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { request: open } = await (url.startsWith("https:") ? import("node:https") : import("node:http"));
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = open(url, {
    method,
    headers: { ...headers, "accept-encoding": "identity" },
    agent: false,
    signal,
    lookup: (_name, { all }, found) =>
      all ? found(null, [...addresses]) : found(null, addresses[0]!.address, addresses[0]!.family),
  });
  request.on("response", resolve).on("error", reject).end(body);
  return promise;
}
