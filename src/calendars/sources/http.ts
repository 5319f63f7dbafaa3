import { FetchFailure } from "../../network/fetch-failure.ts";
import type { AddressPolicy } from "../../network/guard.ts";
import { type Exchange, guardedFetch, type GuardedRequest } from "../../network/guarded-fetch.ts";
import { SourceFailure, type SourceFailureKind } from "./failure.ts";
import { pauser } from "./pause.ts";

/** Sends a request to a calendar server. Throws `SourceFailure`, and so does reading the body. */
export type CalendarHttp = (request: GuardedRequest, signal: AbortSignal) => Promise<Exchange>;

export type CalendarHttpSettings = Pick<AddressPolicy, "allowPrivate" | "resolve"> & {
  /** The time for one request; 30 s by default. */
  readonly timeoutMs?: number;
  /** The limit of one response; 20 MiB by default. */
  readonly maxBytes?: number;
};

/** Requests to public addresses only, unless `CALENDAR_ALLOW_PRIVATE` is set. */
export function calendarHttp({
  timeoutMs = 30_000,
  maxBytes = 20 * 1_048_576,
  ...addresses
}: CalendarHttpSettings): CalendarHttp {
  const fetch = guardedFetch({ ...addresses, variable: "CALENDAR_ALLOW_PRIVATE", timeoutMs, maxBytes });
  return async (request, signal) => {
    try {
      const exchange = await fetch(request, signal);
      return { ...exchange, body: readBody(exchange.body) };
    } catch (error) {
      throw sourceFailure(error);
    }
  };
}

async function* readBody(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    throw sourceFailure(error);
  }
}

function sourceFailure(error: unknown): unknown {
  if (!(error instanceof FetchFailure)) return error;
  const kind: SourceFailureKind = error.kind === "bad_redirect" ? "refused" : error.kind;
  return new SourceFailure(kind, error.message);
}

/** How many bytes are decoded at once. */
const PIECE = 65_536;

/**
 * Reads a text in the charset of its content type; UTF-8 if there is none or an unknown one. Lets other work run in between:
 * decoding 2 MB at once was measured to take up to 60 ms on a busy machine.
 */
export async function readText({ headers, body }: Exchange): Promise<string> {
  const decoder = decoderFor(headers["content-type"]);
  const pause = pauser();
  let text = "";
  for await (const part of body) {
    for (let at = 0; at < part.length; at += PIECE) {
      text += decoder.decode(part.subarray(at, at + PIECE), { stream: true });
      await pause();
    }
  }
  return text + decoder.decode();
}

/** A decoder for the charset of a content type; for UTF-8 if there is none or an unknown one. */
function decoderFor(contentType = ""): TextDecoder {
  const [, charset = "utf-8"] = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** The failure that a response's status means. 404 and 410 stand for a calendar that is not there. */
export function failureOf(status: number): SourceFailure {
  if (status === 401)
    return new SourceFailure("unauthorized", "The server did not accept the user name or password.");
  if (status === 404 || status === 410)
    return new SourceFailure("not_a_calendar", "There is no calendar at this address, or no longer.");
  if (status === 429) return new SourceFailure("unreachable", "The server receives too many requests.");
  if (status >= 500)
    return new SourceFailure("unreachable", `The server has a problem of its own (status ${status}).`);
  if (status === 403) return new SourceFailure("refused", "The server does not allow this.");
  if (status === 200 || status === 405)
    return new SourceFailure("not_a_calendar", "There is a server at this address, but no calendar.");
  return new SourceFailure("refused", `The server refused the request (status ${status}).`);
}
