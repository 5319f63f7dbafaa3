import { readFileSync } from "node:fs";
import { run } from "./cli/run.ts";
import { readConfig } from "./config.ts";

const world = {
  config: () => readConfig(process.env, (path) => readFileSync(path, "utf8")),
  print: (line: string) => console.log(line),
  onStop: (listener: (signal: string) => void) => {
    process.on("SIGTERM", listener);
    process.on("SIGINT", listener);
  },
};

process.exit(await run(process.argv.slice(2), world, (line) => console.error(line)));
