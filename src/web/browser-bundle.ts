import { join } from "node:path";

/**
 * The text of a script for browsers, made from the module at this path below `src`, with all that it imports.
 * Only for `import … with { type: "macro" }`: the text then stands in the program, however that is started or built.
 * Each script is small and alone on its page, so it is an IIFE that leaves no names behind.
 */
export function browserBundle(entry: string): string {
  const bundler = [process.execPath, "build", entry, "--target=browser", "--format=iife", "--minify"];
  const { success, stdout, stderr } = Bun.spawnSync(bundler, { cwd: join(import.meta.dir, "..") });
  if (!success) throw new Error(`${entry} cannot be bundled: ${stderr.toString()}`);
  return stdout.toString();
}
