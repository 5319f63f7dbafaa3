import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { CalendarServer } from "../../support/calendars/server.ts";

/** How a calendar server can fail: no listener, no answer, an error of its own, or half an answer. */
export type Weather = "fair" | "refuses" | "hangs" | "fails" | "cuts";

/** A request to the server; `pass` passes it on to the real one and resolves once that has answered. */
export type Passing = {
  readonly method: string;
  readonly depth: string | undefined;
  readonly body: string;
  readonly pass: () => Promise<Response>;
};

/** Answers a request; undefined drops its connection. */
export type Answer = (passing: Passing) => Promise<Response | undefined>;

/** A calendar server behind a proxy that can fail. */
export type FaultyServer = CalendarServer & {
  become(weather: Weather): Promise<void>;
  /** Answers every request from now on; by default each is passed on. */
  intercept(answer?: Answer): void;
};

/** Starts a proxy in front of a server; `stop` stops both. */
export async function startFaulty(server: CalendarServer): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  let weather: Weather = "fair";
  let answerTo = passOn;
  let listener = await listen(0);
  const { port } = listener.address() as AddressInfo;

  function listen(onPort: number): Promise<Server> {
    const started = createServer((request, response) => {
      answer(request, response).catch(() => response.destroy());
    });
    started.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    return new Promise((resolve) => started.listen(onPort, "127.0.0.1", () => resolve(started)));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new Uint8Array(Buffer.concat(await Array.fromAsync(request as AsyncIterable<Uint8Array>)));
    if (weather === "hangs") return;
    if (weather === "fails") return void response.writeHead(503).end();
    const passed = await answerTo({
      method: request.method!,
      depth: request.headers["depth"] as string | undefined,
      body: new TextDecoder().decode(body),
      pass: () => forward(server.url, request, body),
    });
    if (!passed) return void response.destroy();
    await reply(response, passed, weather === "cuts");
  }

  async function become(next: Weather): Promise<void> {
    const closed = weather === "refuses" ? undefined : new Promise((resolve) => listener.close(resolve));
    weather = next;
    for (const socket of sockets) socket.destroy();
    await closed;
    if (next !== "refuses") listener = await listen(port);
  }

  return {
    ...server,
    url: `http://127.0.0.1:${port}/`,
    become,
    intercept: (handler = passOn) => void (answerTo = handler),
    async stop() {
      await become("refuses");
      await server.stop();
    },
  };
}

const passOn: Answer = ({ pass }) => pass();

const NOT_PASSED_ON = new Set(["host", "connection", "content-length", "accept-encoding"]);

function forward(
  target: string,
  { url, method, headers }: IncomingMessage,
  body: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const kept = Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.has(name));
  return fetch(new URL(url!, target), {
    method: method!,
    headers: kept.map(([name, value]): [string, string] => [name, String(value)]),
    redirect: "manual",
    keepalive: false,
    ...(body.length > 0 && { body }),
  });
}

async function reply(response: ServerResponse, passed: Response, isCut: boolean): Promise<void> {
  const body = Buffer.from(await passed.arrayBuffer());
  const headers = [...passed.headers].filter(([name]) => !/^(connection|content-|transfer-)/.test(name));
  const type = passed.headers.get("content-type");
  const length = { "content-length": body.length, ...(type !== null && { "content-type": type }) };
  response.writeHead(passed.status, { ...Object.fromEntries(headers), ...length });
  if (!isCut) return void response.end(body);
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}
