import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../src/db/database.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";

export type TemporaryDatabase = {
  readonly path: string;
  readonly database: Database;
  /** Closes it and removes its files. */
  readonly remove: () => void;
};

/** A database in its own file, for tests where the file matters. */
export function temporaryDatabase(): TemporaryDatabase {
  const folder = mkdtempSync(join(tmpdir(), "schedkit-test-"));
  const path = join(folder, "schedkit.db");
  const database = openDatabase(path);
  const remove = () => {
    database.close();
    rmSync(folder, { recursive: true });
  };
  return { path, database, remove };
}
