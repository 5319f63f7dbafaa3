import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of the project. */
export const root = join(import.meta.dir, "..");

/** What the lock file says of a package. */
export type LockedPackage = {
  readonly version: string;
  /** `sha512-` and the digest of its tarball in base64. */
  readonly integrity: string;
  /** An SPDX expression, where the package tells one. */
  readonly license?: string;
};

const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Record<string, LockedPackage>;
};

/** The package in this folder, such as `node_modules/dayjs`. Throws if the lock file has none there. */
export function lockedPackage(folder: string): LockedPackage {
  const found = packages[folder];
  if (!found) throw new Error(`package-lock.json has no ${folder}; run npm install and try again`);
  return found;
}
