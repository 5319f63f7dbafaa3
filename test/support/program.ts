import { join } from "node:path";

/** The command line of the program: the tests' own Bun, or the executable in `SCHEDKIT_BINARY`. */
export const program: readonly string[] = process.env["SCHEDKIT_BINARY"]
  ? [process.env["SCHEDKIT_BINARY"]]
  : [process.execPath, join(import.meta.dir, "../../src/main.ts")];

/** How a process of the program is started; `command` replaces the program. */
export type Surroundings = {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
};

/** Isolates the program from the developer's settings. */
export function environment({ dataDir, env = {} }: Surroundings): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  const settings = { HOST: "127.0.0.1", PORT: "0", RATE_LIMIT: "off", LOG_FORMAT: "json", DATA_DIR: dataDir };
  return { PATH, HOME, ...settings, ...env };
}
