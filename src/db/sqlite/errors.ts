import { SQLiteError } from "bun:sqlite";
import type { Constraint } from "../database.ts";

/** The SQLite result codes (https://sqlite.org/rescode.html) that the server distinguishes. */
const CONSTRAINT_PRIMARYKEY = 1555;
const CONSTRAINT_TRIGGER = 1811;
const CONSTRAINT_UNIQUE = 2067;
const PRIMARY_CODE = 0xff;
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const FULL = 13;
const CANTOPEN = 14;

const codesOf: Readonly<Record<Constraint, readonly number[]>> = {
  overlap: [CONSTRAINT_TRIGGER],
  unique: [CONSTRAINT_PRIMARYKEY, CONSTRAINT_UNIQUE],
};

/** Returns whether a constraint of this kind refused a write. The only triggers that refuse such writes are those on holds. */
export function isRefusedBy(constraint: Constraint, error: unknown): boolean {
  return error instanceof SQLiteError && codesOf[constraint].includes(error.errno);
}

export function isBusy(error: unknown): boolean {
  return hasCode(error, [BUSY]);
}

export function isFull(error: unknown): boolean {
  return hasCode(error, [FULL]);
}

/** Returns whether the database is temporarily unreadable or unwritable: busy, full, read-only, or a failing disk. */
export function isUnavailable(error: unknown): boolean {
  return hasCode(error, [BUSY, READONLY, IOERR, FULL, CANTOPEN]);
}

function hasCode(error: unknown, codes: readonly number[]): boolean {
  return error instanceof SQLiteError && codes.includes(error.errno & PRIMARY_CODE);
}
