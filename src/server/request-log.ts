import { Elysia } from "elysia";
import { type Log, unheard } from "../observability/log.ts";
import type { ProxyTrust } from "../config/proxy-trust.ts";
import type { Deps } from "../usecases/deps.ts";
import { isProxy } from "../http/client-address.ts";

/** What is known of a request while it is answered; `route` is its pattern, absent before it was routed. */
type Asked = {
  readonly request: Request;
  readonly set: { readonly headers: Record<string, unknown> };
  readonly route?: string | undefined;
  readonly began?: number | undefined;
  readonly requestId?: string | undefined;
};

/** Counts an answer and logs it. */
type NoteAnswer = (asked: Asked, status: number) => void;

export type RequestLog = ReturnType<typeof requestLog>;

/** An id that another program gave a request, and that a line of a log can carry. */
const ID = /^[\w.-]{1,64}$/;

/**
 * Counts each answer by its route's pattern, and logs it at debug: a path may hold a token, a pattern never does.
 * Gives each request an id, or keeps the one that a trusted proxy gave it, and answers it as `x-request-id`. Once the
 * server stops, answers ask clients to let go of their connections.
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
    if (log.debug === unheard) return;
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

/** Short and cheap, and another one in every process: a random word and a number. */
function idsOfProcess(): () => string {
  const word = Math.random().toString(36).slice(2, 8);
  let number = 0;
  return () => `${word}-${(number++).toString(36)}`;
}
