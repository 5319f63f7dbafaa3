import { zoneDataVersion } from "../domain/zone.ts";
import manifest from "../../package.json" with { type: "json" };

/** What this build is. */
export const version = { name: "schedkit", version: manifest.version, zone_data: zoneDataVersion } as const;
