import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { version } from "../../package.json" with { type: "json" };

const source = join(import.meta.dir, "../../src/embed/react");
const out = process.argv[2] ?? join(import.meta.dir, "../../dist/react");

const manifest = {
  name: "@schedkit/react",
  version,
  description: "SchedKit booking pages in React: inline, in a popup, or behind a floating button.",
  type: "module",
  sideEffects: false,
  exports: {
    ".": {
      import: { types: "./types/react/index.d.ts", default: "./index.js" },
      require: { types: "./types/react/index.d.cts", default: "./index.cjs" },
    },
    "./package.json": "./package.json",
  },
  main: "./index.cjs",
  module: "./index.js",
  types: "./types/react/index.d.ts",
  files: ["index.js", "index.cjs", "types"],
  peerDependencies: { react: ">=17" },
};

/** Builds the npm package in `dist/react`, or in the given folder. */
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeScript("esm", "index.js");
await writeScript("cjs", "index.cjs");
await writeTypes();
await Bun.write(join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
await Bun.write(join(out, "README.md"), Bun.file(join(import.meta.dir, "README.md")));
console.log(`@schedkit/react is in ${out}`);

/** React is external; the first line tells frameworks with server rendering that this needs a browser. */
async function writeScript(format: "esm" | "cjs", name: string): Promise<void> {
  const { outputs } = await Bun.build({
    entrypoints: [join(source, "index.ts")],
    target: "browser",
    format,
    external: ["react"],
    banner: '"use client";',
    minify: { whitespace: true, syntax: false, identifiers: false },
  });
  await Bun.write(join(out, name), await outputs[0]!.text());
}

/** Types for `import`, and again for `require`, which needs its own file extension. */
async function writeTypes(): Promise<void> {
  const types = join(out, "types");
  const compiler = join(import.meta.dir, "../../node_modules/typescript/bin/tsc");
  const { success, stdout } = Bun.spawnSync([
    process.execPath,
    compiler,
    "-p",
    import.meta.dir,
    "--outDir",
    types,
  ]);
  if (!success) throw new Error(stdout.toString());
  for await (const name of new Bun.Glob("**/*.d.ts").scan(types)) {
    const path = join(types, name);
    const text = await Bun.file(path).text();
    await Bun.write(path, text.replaceAll(/\.ts"/g, '.js"'));
    await Bun.write(path.replace(/\.d\.ts$/, ".d.cts"), text.replaceAll(/\.ts"/g, '.cjs"'));
  }
}
