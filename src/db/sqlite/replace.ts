import { Database as BunDatabase } from "bun:sqlite";
import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { giveSecondName, syncFolderOf } from "../../storage/files.ts";
import { isBusy } from "./errors.ts";

/**
 * Atomically replaces the database with a finished file. Returns where the old database is kept, as one file if it is intact.
 * Returns "in_use", having changed nothing, if any program has it open.
 */
export function replaceDatabase(path: string, finished: string, now: Date): Replaced | "in_use" {
  if (!existsSync(path)) {
    removeCompanions(path);
    renameSync(finished, path);
    syncFolderOf(path);
    return { kept: undefined };
  }
  const kept = `${path}.replaced-${now.toISOString().replaceAll(":", "-")}`;
  // SQLite drops a log that it cannot read, but the operator may need it.
  for (const end of LOGS) if (existsSync(path + end)) copyFileSync(path + end, kept + end);
  const folded = leaveWalMode(path);
  if (folded !== "damaged") removeCompanions(kept);
  if (folded === "in_use") return "in_use";
  giveSecondName(path, kept);
  removeCompanions(path);
  renameSync(finished, path);
  syncFolderOf(path);
  return { kept };
}

type Replaced = { readonly kept: string | undefined };

/** A new database would take them for its own. */
const LOGS = ["-wal", "-journal"];

function removeCompanions(path: string): void {
  for (const end of [...LOGS, "-shm"]) rmSync(path + end, { force: true });
}

/** SQLite only leaves WAL mode if nobody else has the file open. */
function leaveWalMode(path: string): "whole" | "damaged" | "in_use" {
  let raw: BunDatabase | undefined;
  try {
    raw = new BunDatabase(path, { readwrite: true });
    raw.query("pragma journal_mode = delete").get();
    return "whole";
  } catch (error) {
    return isBusy(error) ? "in_use" : "damaged";
  } finally {
    raw?.close();
  }
}
