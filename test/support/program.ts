import { join } from "node:path";

/** The program as the tests' own Bun runs it, or the built one that `SCHEDKIT_BINARY` names. */
export const program: readonly string[] = process.env["SCHEDKIT_BINARY"]
  ? [process.env["SCHEDKIT_BINARY"]]
  : [process.execPath, join(import.meta.dir, "../../src/main.ts")];
