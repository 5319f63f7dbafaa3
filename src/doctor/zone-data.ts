import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zoneDataVersion } from "../domain/zone.ts";
import { type Check, ok, warn } from "./check.ts";

/** Checks whether this machine has newer time zone rules than schedkit. */
export const zoneData: Check = {
  name: "zone_data",
  run: async ({ env }) => {
    const system = systemVersion(env["TZDIR"] || "/usr/share/zoneinfo");
    if (system === undefined) return ok(`${zoneDataVersion}; this machine has none to compare`);
    if (system <= zoneDataVersion) return ok(`${zoneDataVersion}; this machine has ${system}`);
    return warn(
      `${zoneDataVersion}, while this machine has ${system}: times may be wrong where a zone has changed`,
      "Install a newer schedkit.",
    );
  },
};

/** The IANA release, such as `2026b`, that distributions store beside the zone files. */
function systemVersion(folder: string): string | undefined {
  const marked = firstLine(join(folder, "tzdata.zi"))?.replace(/^# version /, "");
  return [marked, firstLine(join(folder, "+VERSION"))].find((text) => /^\d{4}[a-z]+$/.test(text ?? ""));
}

function firstLine(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").split("\n", 1)[0]!.trim();
  } catch {
    return undefined;
  }
}
