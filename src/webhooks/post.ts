import type { IncomingMessage } from "node:http";
import { addressIn, isPublicAddress } from "./public-address.ts";

type Post = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The status with the beginning of the response, or the reason why there is none. */
export type Posted = { readonly tookMs: number } & (
  { readonly status: number; readonly answer: string } | { readonly error: string }
);

/** Posts once without following redirects; never throws, because failures are part of the result. `stop` aborts it. */
export type PostWebhook = (post: Post, stop?: AbortSignal) => Promise<Posted>;

type Address = { readonly address: string; readonly family: number };

export type PostSettings = {
  readonly allowPrivate: boolean;
  /** The timeout for the status, including name resolution. */
  readonly timeoutMs?: number;
  readonly resolve?: (name: string) => Promise<readonly Address[]>;
};

/** How much of a response is read. */
const ANSWER_BYTES = 1_024;

class Forbidden extends Error {}

/**
 * Every address that a name resolves to must be public, and the connection goes to one of the addresses checked, so resolving
 * differently a moment later (DNS rebinding) does not help. Ignores proxy variables.
 */
export function webhookPoster({
  allowPrivate,
  timeoutMs = 10_000,
  resolve = async (name) => (await import("node:dns/promises")).lookup(name, { all: true }),
}: PostSettings): PostWebhook {
  async function post(sent: Post, stop: AbortSignal = new AbortController().signal): Promise<Posted> {
    const begun = performance.now();
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]);
    const took = () => ({ tookMs: Math.round(performance.now() - begun) });
    try {
      const response = await answered(sent, await addressesOf(new URL(sent.url), signal), signal);
      const answer = await beginningOf(response, signal);
      return { status: response.statusCode!, answer, ...took() };
    } catch (error) {
      const broken = stop.aborted ? "This server was stopped" : `No response within ${timeoutMs / 1000} s`;
      return { error: signal.aborted ? broken : reasonOf(error), ...took() };
    }
  }

  async function addressesOf(url: URL, signal: AbortSignal): Promise<readonly Address[]> {
    const literal = addressIn(url);
    const addresses =
      literal === undefined
        ? await within(signal, resolve(url.hostname))
        : [{ address: literal, family: literal.includes(":") ? 6 : 4 }];
    const inside = allowPrivate ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
    if (inside) throw new Forbidden(forbidden(url, inside.address));
    return addresses;
  }

  return post;
}

function forbidden({ hostname }: URL, address: string): string {
  const where = hostname.includes(address) ? address : `${hostname} (${address})`;
  return `${where} is not a public address; the server does not send there unless WEBHOOK_ALLOW_PRIVATE=true`;
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  return Promise.race([work, promise]);
}

/**
 * The name is still used for `Host` and TLS verification; only the address is fixed. The HTTP client is loaded with the first
 * request, to keep the start fast.
 */
async function answered(
  { url, headers, body }: Post,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { request: send } = await (url.startsWith("https:") ? import("node:https") : import("node:http"));
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = send(url, {
    method: "POST",
    headers: { ...headers, "accept-encoding": "identity" },
    agent: false,
    signal,
    lookup: (_name, { all }, found) =>
      all ? found(null, [...addresses]) : found(null, addresses[0]!.address, addresses[0]!.family),
  });
  request.on("response", resolve).on("error", reject).end(body);
  return promise;
}

/** Reads no more than it keeps; an abort after the status does not change the result. */
async function beginningOf(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    await within(
      signal,
      (async () => {
        for await (const part of response) {
          parts.push(part as Buffer);
          length += (part as Buffer).length;
          if (length >= ANSWER_BYTES) break;
        }
      })(),
    );
  } catch {
    // The status has arrived, which is what matters.
  } finally {
    response.destroy();
  }
  return readable(Buffer.concat(parts).subarray(0, ANSWER_BYTES));
}

/** Text that is safe in JSON and on a terminal, whatever the bytes are. */
function readable(bytes: Buffer): string {
  // oxlint-disable-next-line no-control-regex -- taking control characters out is the point
  return bytes.toString("utf8").replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "\ufffd");
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused",
  ECONNRESET: "The connection was closed before a response",
  ENOTFOUND: "The server's name does not exist",
  EAI_AGAIN: "The server's name could not be resolved",
  ENETUNREACH: "The server's network is unreachable",
  EHOSTUNREACH: "The server is unreachable",
  ETIMEDOUT: "The server refused the connection",
};

function reasonOf(error: unknown): string {
  if (error instanceof Forbidden) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? `The request failed: ${(message || code) ?? "unknown error"}`.slice(0, 300);
}
