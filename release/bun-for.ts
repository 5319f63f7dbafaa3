import { readFileSync } from "node:fs";
import { join } from "node:path";
import { $ } from "bun";
import { lockedPackage, root } from "./lock.ts";
import type { Target } from "./targets.ts";

/**
 * Downloads the Bun of a target with npm from its configured registry, and returns the path of the executable. Throws unless
 * the tarball matches the lock file.
 */
export async function bunFor({ bunPackage, suffix }: Target, folder: string): Promise<string> {
  const { version, integrity } = lockedPackage(`node_modules/${bunPackage}`);
  const fetched = await $`npm pack --silent --pack-destination ${folder} ${bunPackage}@${version}`
    .cwd(root)
    .text();
  const tarball = join(folder, fetched.trim());
  refuseOther(tarball, integrity);
  const unpacked = join(folder, bunPackage);
  await $`mkdir -p ${unpacked} && tar -xzf ${tarball} -C ${unpacked}`;
  return join(unpacked, "package/bin", `bun${suffix ?? ""}`);
}

function refuseOther(tarball: string, integrity: string): void {
  const digest = new Bun.CryptoHasher("sha512").update(readFileSync(tarball)).digest("base64");
  if (integrity !== `sha512-${digest}`)
    throw new Error(
      `${tarball} is not the one in package-lock.json: expected ${integrity}, not sha512-${digest}`,
    );
}
