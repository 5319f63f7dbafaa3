import { ForbiddenAddress } from "./guard.ts";
import { reasonOf } from "./reason.ts";

/** `unreachable`: no usable response, perhaps later; the others will not change by trying again. */
export type FetchFailureKind = "unreachable" | "forbidden_address" | "too_large" | "bad_redirect";

/** Thrown by `guardedFetch` and by reading its bodies, with a sentence that names no path or query of a URL. */
export class FetchFailure extends Error {
  readonly kind: FetchFailureKind;

  constructor(kind: FetchFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Turns whatever a request or a stream threw into a `FetchFailure`. */
export function fetchFailure(error: unknown, signal: AbortSignal): FetchFailure {
  if (error instanceof FetchFailure) return error;
  if (error instanceof ForbiddenAddress) return new FetchFailure("forbidden_address", `${error.message}.`);
  if (signal.aborted) return new FetchFailure("unreachable", "The server did not respond in time.");
  // What OpenSSL says if the other side does not speak TLS.
  const isPlain = String((error as NodeJS.ErrnoException).code ?? error).includes("WRONG_VERSION_NUMBER");
  const reason = isPlain ? "The server does not offer https here" : reasonOf(error);
  return new FetchFailure("unreachable", `${reason}.`);
}
