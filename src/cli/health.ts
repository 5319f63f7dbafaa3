import { parseArgs } from "node:util";
import { Failure, type World } from "./world.ts";

const PATIENCE_MS = 3_000;

/** Asks the server that listens on this machine whether it is well; for a container's health check. */
export async function health(args: string[], world: World): Promise<number> {
  parseArgs({ args, options: {} });
  const { host, port } = world.config();
  const address = `http://${reachable(host)}:${port}/healthz`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
  if (!answer?.ok) throw new Failure(`${address} ${answer ? `answered ${answer.status}` : "did not answer"}`);
  world.print("ok");
  return 0;
}

/** Where a server that listens on every address can be reached. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
