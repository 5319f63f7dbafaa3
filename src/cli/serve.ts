import { parseArgs } from "node:util";
import type { World } from "../server/command-context.ts";
import { runServer } from "../server/run-server.ts";
import { addDemo } from "./demo.ts";

/** Runs the server until it receives a signal; `--demo` adds a demo host if there is no host yet. */
export async function serve(args: string[], world: World): Promise<number> {
  const { values } = parseArgs({ args, options: { demo: { type: "boolean", default: false } } });
  return runServer(world, async (deps) => {
    if (values.demo) await addDemo(deps, world.print);
  });
}
