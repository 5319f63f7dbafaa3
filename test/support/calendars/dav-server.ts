import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a scripted server sees it. */
export type DavRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

/** What a scripted server answers: a status with headers and a body. */
export type DavAnswer = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

/** A CalDAV server that answers from a script, for what real ones rarely do. */
export type DavServer = {
  readonly url: string;
  readonly requests: readonly DavRequest[];
  close(): Promise<void>;
};

export async function startDavServer(answer: (request: DavRequest) => DavAnswer): Promise<DavServer> {
  const requests: DavRequest[] = [];
  const server = createServer((incoming, response) => {
    void readAll(incoming).then((body) => {
      const request = { method: incoming.method!, path: incoming.url!, headers: incoming.headers, body };
      requests.push(request);
      const { status, headers = {}, body: text = "" } = answer(request);
      response.writeHead(status, { "content-type": "application/xml; charset=utf-8", ...headers }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  return Buffer.concat((await Array.fromAsync(incoming)) as Buffer[]).toString("utf8");
}

/** A multistatus answer with these responses, and a token if there is one. */
export function multistatus(responses: readonly string[], syncToken?: string): DavAnswer {
  const token = syncToken === undefined ? "" : `<D:sync-token>${syncToken}</D:sync-token>`;
  const namespaces =
    'xmlns:D="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"';
  return {
    status: 207,
    body: `<?xml version="1.0"?><D:multistatus ${namespaces}>${responses.join("")}${token}</D:multistatus>`,
  };
}

/** A response with properties, written with the prefixes of `multistatus`. */
export function resource(href: string, properties: string): string {
  return `<D:response><D:href>${href}</D:href><D:propstat><D:prop>${properties}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`;
}

/** A response with only a status. */
export function statusOf(href: string, status: number): string {
  return `<D:response><D:href>${href}</D:href><D:status>HTTP/1.1 ${status} Something</D:status></D:response>`;
}
