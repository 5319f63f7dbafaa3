import { parseArgs } from "node:util";
import { ownAddress } from "../config/own-address.ts";
import { Failure, type CommandContext } from "../server/command-context.ts";

const PATIENCE_MS = 3_000;

/** Checks the server on this machine; meant for a container's health check. */
export async function health(args: string[], context: CommandContext): Promise<number> {
  parseArgs({ args, options: {} });
  const address = `${ownAddress(context.config())}/healthz`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
  if (!answer?.ok) throw new Failure(`${address} ${answer ? `answered ${answer.status}` : "did not answer"}`);
  context.print("ok");
  return 0;
}
