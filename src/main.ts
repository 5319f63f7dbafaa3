import { readFileSync } from "node:fs";
import { run } from "./cli/run.ts";
import { readConfig } from "./config/config.ts";

const source = { env: process.env, readFile: (path: string) => readFileSync(path, "utf8") };

const context = {
  config: () => readConfig(source),
  configSource: source,
  env: process.env,
  // In a compiled executable, Bun's modules are in a virtual file system.
  program: Bun.main.startsWith("/$bunfs/") ? [process.execPath] : [process.execPath, Bun.main],
  print: (line: string) => console.log(line),
  onStop: (listener: (signal: string) => void) => {
    process.on("SIGTERM", listener);
    process.on("SIGINT", listener);
  },
};

process.exit(await run(process.argv.slice(2), context, (line) => console.error(line)));
