import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The root of the project. */
export const root = join(import.meta.dir, "..");

/** A package in the lock file. */
export type LockedPackage = {
  readonly version: string;
  /** `sha512-` and the digest of its tarball in base64. */
  readonly integrity: string;
  /** An SPDX expression, if the package declares one. */
  readonly license?: string;
};

const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Record<string, LockedPackage>;
};

/** The package in a folder such as `node_modules/dayjs`. Throws if it is not in the lock file. */
export function lockedPackage(folder: string): LockedPackage {
  const found = packages[folder];
  if (!found) throw new Error(`package-lock.json has no ${folder}; run npm install and try again`);
  return found;
}
