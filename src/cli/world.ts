import { BadConfig, type Config } from "../config.ts";
import { BadDataDir, openDataDir, protectFiles } from "../data-dir.ts";
import { UnusableDatabase } from "../db/migrator.ts";
import { type Database, openDatabase } from "../db/open.ts";
import { actionTokens } from "../security/action-token.ts";
import type { Deps } from "../usecases/deps.ts";

/** What a command is given of the process it runs in. */
export type World = {
  readonly config: () => Config;
  /** Prints a line to standard output. */
  readonly print: (line: string) => void;
  /** Resolves with the name of each signal that asks to stop, in turn. */
  readonly onStop: (listener: (signal: string) => void) => void;
};

/** A reason to end with one line and exit code 1: the person at the keyboard can mend it. */
export class Failure extends Error {}

/** The line for an error that somebody can mend; undefined for a bug. */
export function failureLine(error: unknown): string | undefined {
  const known = [Failure, BadConfig, BadDataDir].some((kind) => error instanceof kind);
  return known ? (error as Error).message : undefined;
}

/** Opens the data folder and its database, and makes everything that use cases need. The caller closes it. */
export function openDeps(config: Config): {
  deps: Deps;
  database: Database;
  wakeBy: (wake: () => void) => void;
} {
  const { databasePath, secret } = openDataDir(config.dataDir);
  const database = openOrFail(databasePath);
  protectFiles(databasePath);
  let wake = () => {};
  const deps: Deps = {
    database,
    now: Date.now,
    // Ordered by time, so that the index of uids grows at its end.
    newUid: () => Bun.randomUUIDv7(),
    tokens: actionTokens(secret),
    publicUrl: config.publicUrl,
    mailDomain: new URL(config.publicUrl).hostname,
    sendsMail: config.smtp !== undefined,
    mailIsDue: () => wake(),
  };
  return { deps, database, wakeBy: (by) => (wake = by) };
}

function openOrFail(path: string): Database {
  try {
    return openDatabase(path);
  } catch (error) {
    if (error instanceof UnusableDatabase) throw new Failure(`${path} cannot be used: ${error.message}`);
    throw new Failure(`${path} cannot be opened: ${(error as Error).message}`);
  }
}
