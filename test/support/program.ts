import { join } from "node:path";

/** The program as the tests' own Bun runs it, or the built one that `SCHEDKIT_BINARY` names. */
export const program: readonly string[] = process.env["SCHEDKIT_BINARY"]
  ? [process.env["SCHEDKIT_BINARY"]]
  : [process.execPath, join(import.meta.dir, "../../src/main.ts")];

/** What a process of the program is started with; `command` is another program in its place. */
export type Surroundings = {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
};

/** Nothing of the developer's own settings reaches the program. */
export function environment({ dataDir, env = {} }: Surroundings): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  const settings = { HOST: "127.0.0.1", PORT: "0", RATE_LIMIT: "off", LOG_FORMAT: "json", DATA_DIR: dataDir };
  return { PATH, HOME, ...settings, ...env };
}
