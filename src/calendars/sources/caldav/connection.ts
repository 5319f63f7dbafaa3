import { basic } from "../address.ts";
import { type CalendarHttp, failureOf } from "../http.ts";
import { multistatus, type Part, type ResourceStatus } from "./multistatus.ts";
import { xmlDocument } from "./xml.ts";

/** A request to a CalDAV server; `depth` for methods that look into collections. */
export type DavRequest = {
  readonly method: string;
  readonly url: string;
  readonly depth?: "0" | "1";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

type Exchange = Awaited<ReturnType<CalendarHttp>>;

/** Sends requests with the account's credentials. Throws `SourceFailure`. */
export type Connection = {
  readonly send: (request: DavRequest, signal: AbortSignal) => Promise<Exchange>;
  /** Sends without credentials, for addresses that a redirect named. */
  readonly sendAnonymously: (request: DavRequest, signal: AbortSignal) => Promise<Exchange>;
};

export function connect(http: CalendarHttp, username: string, password: string): Connection {
  const authorization = basic(username, password);
  return {
    send: (request, signal) => http({ ...requestOf(request), authorization }, signal),
    sendAnonymously: (request, signal) => http({ ...requestOf(request), maxRedirects: 0 }, signal),
  };
}

function requestOf({ method, url, depth, headers, body }: DavRequest) {
  const xml = body?.startsWith("<?xml") ? { "content-type": "application/xml; charset=utf-8" } : {};
  return { method, url, body, headers: { ...(depth && { depth }), ...xml, ...headers } };
}

/** Sends a request that is answered by a multistatus, and parses it while it arrives. */
export async function* multistatusOf(
  connection: Connection,
  request: DavRequest,
  signal: AbortSignal,
): AsyncGenerator<Part, void> {
  const exchange = await connection.send(request, signal);
  if (exchange.status !== 207) {
    exchange.discard();
    throw failureOf(exchange.status);
  }
  yield* multistatus(exchange.body);
}

/** Asks for properties of a resource, or with depth 1 of everything in it too. */
export async function* propfind(
  connection: Connection,
  {
    url,
    depth,
    properties,
  }: { readonly url: string; readonly depth: "0" | "1"; readonly properties: string },
  signal: AbortSignal,
): AsyncGenerator<ResourceStatus, void> {
  const body = xmlDocument("d:propfind", properties);
  for await (const part of multistatusOf(connection, { method: "PROPFIND", url, depth, body }, signal))
    if ("resource" in part) yield part.resource;
}
