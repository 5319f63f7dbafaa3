import { type Log, withoutSecrets } from "../observability/log.ts";
import { isUnavailable } from "../usecases/deps.ts";

/** Logs failed requests for the operator, without flooding the log. */
export type FailureLog = {
  failed(request: Request, error: unknown, requestId?: string): void;
  /** A request changed something, so a previous problem is over. */
  wrote(): void;
};

const TELLS_EVERY_MS = 60_000;

/**
 * Logs every bug. An unavailable database fails every request, so it is logged once a minute, with one line when it is over.
 * `clock` is in milliseconds.
 */
export function failureLog(log: Pick<Log, "error" | "info">, clock: () => number): FailureLog {
  let toldAt = -Infinity;
  let lasts = false;
  let refused = 0;
  return {
    failed(request, error, requestId) {
      if (isUnavailable(error)) {
        refused += 1;
        if (clock() - toldAt < TELLS_EVERY_MS) return;
        toldAt = clock();
        lasts = true;
      }
      log.error("request failed", {
        method: request.method,
        request_id: requestId,
        error: describe(error),
      });
    },
    wrote() {
      if (!lasts) return;
      log.info("writes succeed again", { refused });
      lasts = false;
      refused = 0;
    },
  };
}

function describe(error: unknown): string {
  return withoutSecrets(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
