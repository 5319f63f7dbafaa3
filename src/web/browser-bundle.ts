import { join } from "node:path";

/**
 * Bundles a browser script and its imports from a module below `src`. Only for `import … with { type: "macro" }`, which
 * inlines the text however the program is started or built. Each script is alone on its page, so it is an IIFE without
 * globals.
 */
export function browserBundle(entry: string): string {
  const bundler = [process.execPath, "build", entry, "--target=browser", "--format=iife", "--minify"];
  const { success, stdout, stderr } = Bun.spawnSync(bundler, { cwd: join(import.meta.dir, "..") });
  if (!success) throw new Error(`${entry} cannot be bundled: ${stderr.toString()}`);
  return stdout.toString();
}
