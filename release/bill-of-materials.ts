import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import manifest from "../package.json" with { type: "json" };
import { lockedPackage, root } from "./lock.ts";

/**
 * The software bill of materials in CycloneDX: every package that contributes a file to the bundle, and Bun with its
 * components. Reproducible from the same sources.
 */
export async function billOfMaterials(): Promise<string> {
  const folders = new Set((await bundledFiles()).flatMap(packageFolder));
  const components = [...[...folders].toSorted().map(packageComponent), bunComponent()];
  return `${JSON.stringify(
    {
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      version: 1,
      metadata: { component: application },
      components,
      dependencies: [{ ref: application["bom-ref"], dependsOn: components.map((one) => one["bom-ref"]) }],
    },
    null,
    2,
  )}\n`;
}

const application = {
  type: "application",
  "bom-ref": `${manifest.name}@${manifest.version}`,
  name: manifest.name,
  version: manifest.version,
  description: manifest.description,
};

/** Every bundled file, including scripts and styles for browsers. */
async function bundledFiles(): Promise<string[]> {
  const program = await filesOf("bun", [join(root, "src/main.ts")]);
  return [...program, ...(await filesOf("browser", await browserEntries()))];
}

async function filesOf(target: "bun" | "browser", entrypoints: string[]): Promise<string[]> {
  const { metafile } = await Bun.build({ target, entrypoints, root, metafile: true });
  return Object.keys(metafile!.inputs);
}

/** The entry points passed to `browserBundle`. */
async function browserEntries(): Promise<string[]> {
  const entries: string[] = [];
  for await (const file of new Glob("src/**/*.{ts,tsx}").scan(root)) {
    const source = readFileSync(join(root, file), "utf8");
    for (const [, entry] of source.matchAll(/browserBundle\("([^"]+)"\)/g))
      entries.push(join(root, "src", entry!));
  }
  return entries;
}

/** The folder of a file's package, as in the lock file. */
function packageFolder(file: string): string[] {
  const found = /(?:^|\/)((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+)/.exec(file)?.[1];
  return found ? [found.slice(0, -1)] : [];
}

function packageComponent(folder: string) {
  const { version, integrity, license } = lockedPackage(folder);
  const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
  return {
    type: "library",
    "bom-ref": `${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    hashes: [
      { alg: "SHA-512", content: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex") },
    ],
    ...(license && { licenses: [{ expression: license }] }),
  };
}

/** Entries of `process.versions` that are only there for compatibility, or only build tools. */
const notInside = new Set([
  "bun",
  "node",
  "v8",
  "uv",
  "openssl",
  "napi",
  "modules",
  "unicode",
  "typescript",
  "zig",
]);

function bunComponent() {
  const parts = Object.entries(process.versions).filter(([name]) => !notInside.has(name));
  return {
    ...packageComponent("node_modules/bun"),
    type: "platform",
    components: parts.map(([name, version]) => ({
      type: "library",
      "bom-ref": `bun/${name}@${version}`,
      name,
      version,
    })),
  };
}
