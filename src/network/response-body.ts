import type { IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { FetchFailure, fetchFailure } from "./fetch-failure.ts";
import { within } from "./guard.ts";

/**
 * Reads a response in pieces, decompressed if the server compressed it although it was not asked to. Throws `FetchFailure` with
 * `too_large` after `maxBytes`, which also stops decompression bombs.
 */
export async function* responseBody(
  response: IncomingMessage,
  maxBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  let left = maxBytes;
  try {
    const pieces = (await decompressed(response)).iterator();
    for (;;) {
      const { done, value } = (await within(signal, pieces.next())) as IteratorResult<Uint8Array, void>;
      if (done) return;
      left -= value.length;
      if (left < 0) throw new FetchFailure("too_large", `The response is larger than ${sizeOf(maxBytes)}.`);
      yield value;
    }
  } catch (error) {
    throw fetchFailure(error, signal);
  } finally {
    response.destroy();
  }
}

function sizeOf(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.floor(bytes / 1_048_576)} MiB` : `${bytes} bytes`;
}

async function decompressed(response: IncomingMessage): Promise<Readable> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return response;
  const { createBrotliDecompress, createGunzip, createInflate } = await import("node:zlib");
  const decoders = new Map([
    ["gzip", createGunzip],
    ["x-gzip", createGunzip],
    ["deflate", createInflate],
    ["br", createBrotliDecompress],
  ]);
  const decoder = decoders.get(encoding)?.();
  if (!decoder) throw new FetchFailure("unreachable", "The response is compressed in an unknown way.");
  // The reader gets the errors of both streams.
  pipeline(response, decoder, () => undefined);
  return decoder;
}
