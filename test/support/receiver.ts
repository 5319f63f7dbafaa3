import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A received request. */
type Received = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** How a receiver responds: with a status and text, or by a function; 204 by default. */
export type Manner = (response: ServerResponse, received: Received) => void;

/** A real HTTP server on loopback that receives webhooks. */
export type Receiver = {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  behave(manner?: Manner): void;
  /** Resolves once that many have arrived. */
  count(wanted: number): Promise<void>;
  close(): Promise<void>;
};

export const answering =
  (status: number, text = "", headers: Record<string, string> = {}): Manner =>
  (response) =>
    void response.writeHead(status, headers).end(text);

/** Accepts the request and never responds. */
export const hanging: Manner = () => undefined;

export async function startReceiver(manner: Manner = answering(204), host = "127.0.0.1"): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: { wanted: number; resolve: () => void }[] = [];
  let answer = manner;
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const one = { path: request.url!, headers: request.headers as Record<string, string>, body };
      received.push(one);
      for (const { wanted, resolve } of waiting) if (received.length >= wanted) resolve();
      answer(response, one);
    });
  });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/hook`,
    port,
    received,
    behave: (next = answering(204)) => (answer = next),
    count: (wanted) =>
      new Promise((resolve) => (received.length >= wanted ? resolve() : waiting.push({ wanted, resolve }))),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
