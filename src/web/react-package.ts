import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The npm package of the React component: its tarball in base64, and its ES module. */
type ReactPackage = { readonly tarball: string; readonly module: string };

/**
 * Builds the React package as `npm run build:react` does. Only for `import … with { type: "macro" }`, which inlines the
 * result, so that the executable hands out the component that belongs to its version.
 */
export async function reactPackage(): Promise<ReactPackage> {
  const out = mkdtempSync(join(tmpdir(), "schedkit-react-"));
  const build = join(import.meta.dir, "../../release/react/build.ts");
  const { success, stderr } = Bun.spawnSync([process.execPath, build, out]);
  if (!success) throw new Error(`the React package cannot be built: ${stderr.toString()}`);
  const files = (await Array.fromAsync(new Bun.Glob("**/*").scan(out))).sort();
  const entries = await Promise.all(
    files.map(async (name) => [`package/${name}`, await Bun.file(join(out, name)).bytes()] as const),
  );
  const tarball = await new Bun.Archive(Object.fromEntries(entries), { compress: "gzip" }).bytes();
  const module = await Bun.file(join(out, "index.js")).text();
  rmSync(out, { recursive: true });
  return { tarball: Buffer.from(tarball).toString("base64"), module };
}
