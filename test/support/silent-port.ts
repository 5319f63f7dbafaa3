import { connect, type Socket } from "node:net";

const listener = `
  const server = require("node:net").createServer().listen(0, "127.0.0.1", () => {
    console.log(server.address().port);
    // From here on nobody takes what the system queues up.
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;

/** A loopback port that accepts no connections, like behind a firewall that drops packets. */
export async function startSilentPort(): Promise<{ readonly port: number; close(): void }> {
  const child = Bun.spawn([process.execPath, "-e", listener], { stdout: "pipe" });
  const { value } = await child.stdout.getReader().read();
  const port = Number(new TextDecoder().decode(value));
  const sockets: Socket[] = [];
  // The kernel accepts connections until the backlog is full.
  while (await isAnswered(port, sockets));
  return {
    port,
    close() {
      child.kill("SIGKILL");
      for (const socket of sockets) socket.destroy();
    },
  };
}

const UNANSWERED_MS = 300;

function isAnswered(port: number, sockets: Socket[]): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => undefined);
  return Promise.race([
    new Promise<boolean>((resolve) => socket.once("connect", () => resolve(true))),
    Bun.sleep(UNANSWERED_MS).then(() => false),
  ]);
}
