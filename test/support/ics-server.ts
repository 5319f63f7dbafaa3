import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** How the server answers. */
export type Behavior = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of one feed that can behave badly. */
export type IcsServer = {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  behave(next: Behavior): void;
  close(): Promise<void>;
};

export async function startIcsServer(first: Behavior = serving(""), host = "127.0.0.1"): Promise<IcsServer> {
  let behavior = first;
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    behavior(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}/feed.ics`,
    requests,
    behave: (next) => void (behavior = next),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** Serves a feed in UTF-8 or as given. */
export function serving(feed: string | Buffer, headers: Record<string, string> = {}): Behavior {
  return (_, response) => response.writeHead(200, { "content-type": "text/calendar", ...headers }).end(feed);
}

/** Serves a feed, or 304 to requests that know its version. */
export function servingVersion(feed: string, validators: Record<string, string>): Behavior {
  const { etag, "last-modified": modified } = validators;
  return (request, response) => {
    const { "if-none-match": match, "if-modified-since": since } = request.headers;
    const isKnown = (etag !== undefined && match === etag) || (modified !== undefined && since === modified);
    if (isKnown) response.writeHead(304, validators).end();
    else response.writeHead(200, { "content-type": "text/calendar", ...validators }).end(feed);
  };
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ""): Behavior =>
  (_, response) =>
    response.writeHead(code, headers).end(body);

export const redirecting = (location: string, code = 302): Behavior => status(code, { location });

/** Accepts the request and never responds. */
export const hanging: Behavior = () => undefined;

/** Sends the beginning of a feed and then nothing more. */
export const stalling: Behavior = (_, response) =>
  void response.writeHead(200, { "content-type": "text/calendar" }).write("BEGIN:VCALENDAR\r\n");

/** Announces more than it sends and closes the connection. */
export const breakingOff: Behavior = (_, response) => {
  response.writeHead(200, { "content-type": "text/calendar", "content-length": "1000" });
  response.write("BEGIN:VCALENDAR\r\n", () => response.destroy());
};

/** Sends a gigabyte, unless the client hangs up before. */
export const gigabyte: Behavior = (_, response) => {
  response.writeHead(200, { "content-type": "text/calendar" });
  const piece = Buffer.alloc(1_048_576, "X");
  let left = 1_024;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(piece)) return void response.once("drain", more);
    }
    response.end();
  };
  more();
};

/** A small response that unpacks to 500 MB. */
export function gzipBomb(): Behavior {
  const bomb = gzipSync(Buffer.alloc(500_000_000, "X"), { level: 1 });
  return serving(bomb, { "content-encoding": "gzip" });
}
