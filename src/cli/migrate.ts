import { parseArgs } from "node:util";
import { schemaVersion } from "../db/migrator.ts";
import { openDeps, type World } from "./world.ts";

/** Brings the database up to date, as `serve` does by itself. */
export async function migrate(args: string[], world: World): Promise<number> {
  parseArgs({ args, options: {} });
  openDeps(world.config()).database.close();
  world.print(`The database is up to date (schema ${schemaVersion}).`);
  return 0;
}
