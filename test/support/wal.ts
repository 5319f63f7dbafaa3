import { readFileSync } from "node:fs";

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * The number of commits in a WAL: frames that carry the database's size and the header's salt
 * (https://sqlite.org/walformat.html).
 */
export function commitsInLog(databasePath: string): number {
  const log = readFileSync(`${databasePath}-wal`);
  if (log.length < HEADER) return 0;
  const pageSize = log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  let commits = 0;
  for (let at = HEADER; at + FRAME_HEADER <= log.length; at += FRAME_HEADER + pageSize) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break;
    if (log.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}
