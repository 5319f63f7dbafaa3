import { SQLiteError } from "bun:sqlite";

/** SQLite's extended result codes (https://sqlite.org/rescode.html) that mean something to us. */
const CONSTRAINT_TRIGGER = 1811;
const PRIMARY_CODE = 0xff;
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const FULL = 13;
const CANTOPEN = 14;

/** True when the trigger that keeps live bookings apart refused a write. */
export function isOverlap(error: unknown): boolean {
  return error instanceof SQLiteError && error.errno === CONSTRAINT_TRIGGER;
}

/** True when another process holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof SQLiteError && (error.errno & PRIMARY_CODE) === BUSY;
}

/** True when there was no room to write. */
export function isFull(error: unknown): boolean {
  return error instanceof SQLiteError && (error.errno & PRIMARY_CODE) === FULL;
}

/** True when the database cannot be written or read just now: busy, full, read-only, or a failing disk. */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof SQLiteError &&
    [BUSY, READONLY, IOERR, FULL, CANTOPEN].includes(error.errno & PRIMARY_CODE)
  );
}
