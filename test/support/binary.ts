import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { $ } from "bun";

const root = join(import.meta.dir, "../..");

/** The path of the executable in `SCHEDKIT_BINARY`, or of one built here. */
export async function theBinary(): Promise<string> {
  const given = process.env["SCHEDKIT_BINARY"];
  if (given) return given;
  const path = join(mkdtempSync(join(tmpdir(), "schedkit-binary-")), "schedkit");
  await $`npm run build -- --outfile=${path}`.cwd(root).quiet();
  return path;
}
