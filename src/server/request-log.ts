import { Elysia } from "elysia";
import { type Log, ignored } from "../observability/log.ts";
import type { ProxyTrust } from "../config/proxy-trust.ts";
import type { Deps } from "../usecases/deps.ts";
import { isProxy } from "../http/client-address.ts";

/** What is known about a request; `route` is its pattern, absent before routing. */
type RequestInfo = {
  readonly request: Request;
  readonly set: { readonly headers: Record<string, unknown> };
  readonly route?: string | undefined;
  readonly began?: number | undefined;
  readonly requestId?: string | undefined;
};

/** Counts a response and logs it. */
type NoteAnswer = (asked: RequestInfo, status: number) => void;

export type RequestLog = ReturnType<typeof requestLog>;

/** A request id from another program that is safe to log. */
const ID = /^[\w.-]{1,64}$/;

/**
 * Counts each response by its route's pattern and logs it at debug level: a path may contain a token, a pattern never does.
 * Assigns each request an id, or keeps the one from a trusted proxy, and returns it as `x-request-id`. While the server is
 * stopping, responses ask clients to close their connections.
 */
export function requestLog(
  { metrics, stopping }: Pick<Deps, "metrics" | "stopping">,
  log: Log,
  { trustProxy }: { readonly trustProxy: ProxyTrust },
) {
  const nextId = idsOfProcess();

  const note: NoteAnswer = ({ request, set, route, began, requestId }, status) => {
    if (stopping.aborted) set.headers["connection"] = "close";
    const { method } = request;
    const name = route ?? "none";
    const milliseconds = performance.now() - (began ?? performance.now());
    metrics.requests.note(method, name, status, milliseconds / 1000);
    if (log.debug === ignored) return;
    const ms = Math.round(milliseconds * 100) / 100;
    log.debug("request", { method, route: name, status, ms, request_id: requestId });
  };

  const plugin = new Elysia({ name: "request-log" })
    .decorate({ began: 0, requestId: "" })
    .onRequest((context) => {
      context.began = performance.now();
      const given = trustProxy === false ? null : context.request.headers.get("x-request-id");
      const peer = given === null ? undefined : context.server?.requestIP(context.request)?.address;
      context.requestId = given !== null && ID.test(given) && isProxy(peer, trustProxy) ? given : nextId();
      context.set.headers["x-request-id"] = context.requestId;
    });
  return { plugin, note };
}

/** Short and cheap ids, distinct between processes: a random word and a counter. */
function idsOfProcess(): () => string {
  const word = Math.random().toString(36).slice(2, 8);
  let number = 0;
  return () => `${word}-${(number++).toString(36)}`;
}
