/** Bun has no datagram sockets, so receiving notifications needs Python. */
export const canListen = Bun.which("python3") !== null;
if (!canListen) console.warn("no python3: tests of what a service tells its manager are skipped");

const listener = `
import socket, sys
address = sys.argv[1]
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind("\\0" + address[1:] if address[0] == "@" else address)
print("bound", flush=True)
while True:
    print(manager.recv(4096).decode(), flush=True)
`;

/** The socket that systemd passes as `NOTIFY_SOCKET`: a path, or an abstract name after `@`. */
export type ServiceManager = {
  /** Every line received so far. */
  readonly told: readonly string[];
  /** Resolves once this line was received that many times. */
  waitFor(line: string, times?: number): Promise<void>;
  close(): void;
};

/** Listens at an address, like systemd. */
export async function startServiceManager(address: string): Promise<ServiceManager> {
  const python = Bun.spawn(["python3", "-c", listener, address], { stdout: "pipe", stderr: "inherit" });
  const told: string[] = [];
  let heard = Promise.withResolvers<void>();
  void collect(python.stdout, (line) => {
    told.push(line);
    heard.resolve();
    heard = Promise.withResolvers();
  });
  const waitFor = async (line: string, times = 1) => {
    while (told.filter((one) => one === line).length < times) await heard.promise;
  };
  await waitFor("bound");
  told.length = 0;
  return { told, waitFor, close: () => python.kill() };
}

async function collect(stream: ReadableStream<Uint8Array>, each: (line: string) => void): Promise<void> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop()!;
    lines.forEach(each);
  }
}
