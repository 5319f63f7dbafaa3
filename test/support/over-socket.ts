import { connect } from "node:net";
import type { TestApp } from "./start-app.ts";

export type RawAnswer = { readonly status: number; readonly headers: Headers; readonly body: string };

export type Listening = {
  /** Sends bytes over a new connection, and reads the response. */
  send(...lines: readonly (string | Uint8Array)[]): Promise<RawAnswer>;
  stop(): Promise<void>;
};

/** The app on a real loopback socket, for what `handle` cannot show. */
export function listening({ app }: TestApp): Listening {
  app.listen({ hostname: "127.0.0.1", port: 0, maxRequestBodySize: Number.MAX_SAFE_INTEGER });
  const server = app.server!;
  return {
    send: (...parts) => exchange(server.port!, parts),
    stop: () => server.stop(true),
  };
}

/** Reads only the announced length, because the server may keep the connection open. */
function exchange(port: number, parts: readonly (string | Uint8Array)[]): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => parts.forEach((part) => socket.write(part)));
    socket.setEncoding("latin1");
    socket.on("data", (text) => {
      received += String(text);
      if (isWhole(received)) socket.end();
    });
    socket.on("close", () => resolve(answerOf(received)));
    socket.on("error", reject);
  });
}

function isWhole(received: string): boolean {
  const { headers, body } = answerOf(received);
  const length = headers.get("content-length");
  return length !== null && body.length >= Number(length);
}

function answerOf(received: string): RawAnswer {
  const [head = "", ...rest] = received.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Headers(
    lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]),
  );
  return { status: Number(first.split(" ")[1]), headers, body: rest.join("\r\n\r\n") };
}
