import type { IncomingMessage } from "node:http";
import { type AddressPolicy, allowedAddresses, within } from "../network/guard.ts";
import { reasonOf } from "../network/reason.ts";
import { type HttpRequest, send } from "../network/send.ts";

type Post = Pick<HttpRequest, "url" | "headers"> & { readonly body: string };

/** The status with the beginning of the response, or the reason why there is none. */
export type Posted = { readonly tookMs: number } & (
  { readonly status: number; readonly answer: string } | { readonly error: string }
);

/** Posts once without following redirects; never throws, because failures are part of the result. `stop` aborts it. */
export type PostWebhook = (post: Post, stop?: AbortSignal) => Promise<Posted>;

export type PostSettings = Pick<AddressPolicy, "allowPrivate" | "resolve"> & {
  /** The timeout for the status, including name resolution. */
  readonly timeoutMs?: number;
};

/** How much of a response is read. */
const ANSWER_BYTES = 1_024;

/** Returns a function that posts to public addresses only, unless private ones are allowed. */
export function webhookPoster({ timeoutMs = 10_000, ...addresses }: PostSettings): PostWebhook {
  const policy: AddressPolicy = { ...addresses, variable: "WEBHOOK_ALLOW_PRIVATE" };
  return async (sent, stop = new AbortController().signal) => {
    const begun = performance.now();
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]);
    const took = () => ({ tookMs: Math.round(performance.now() - begun) });
    try {
      const to = await allowedAddresses(new URL(sent.url), policy, signal);
      const response = await send({ ...sent, method: "POST" }, to, signal);
      const answer = await beginningOf(response, signal);
      return { status: response.statusCode!, answer, ...took() };
    } catch (error) {
      const broken = stop.aborted ? "This server was stopped" : `No response within ${timeoutMs / 1000} s`;
      return { error: signal.aborted ? broken : reasonOf(error), ...took() };
    }
  };
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
