import { zoneDataVersion } from "../domain/zone.ts";
import manifest from "../../package.json" with { type: "json" };

export const version = { name: "schedkit", version: manifest.version, zone_data: zoneDataVersion } as const;
