import { parseArgs } from "node:util";
import type { CommandContext } from "../server/command-context.ts";
import { runServer } from "../server/run-server.ts";
import { addDemo } from "./demo.ts";

/** Runs the server until it receives a signal; `--demo` adds a demo host if there is no host yet. */
export async function serve(args: string[], context: CommandContext): Promise<number> {
  const { values } = parseArgs({ args, options: { demo: { type: "boolean", default: false } } });
  return runServer(context, async (deps) => {
    if (values.demo) await addDemo(deps, context.print);
  });
}
