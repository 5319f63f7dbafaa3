import { parseArgs } from "node:util";
import { schemaVersion } from "../db/sqlite/migrator.ts";
import { openDeps } from "../server/open-deps.ts";
import type { CommandContext } from "../server/command-context.ts";

/** Migrates the database, as `serve` does when it starts. */
export async function migrate(args: string[], context: CommandContext): Promise<number> {
  parseArgs({ args, options: {} });
  const { database } = openDeps(context.config());
  database.close();
  if (database.upgrade)
    context.print(
      `Upgraded from schema ${database.upgrade.from}; the previous database is kept as ${database.upgrade.kept}.`,
    );
  context.print(`The database is up to date (schema ${schemaVersion}).`);
  return 0;
}
