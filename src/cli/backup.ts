import { closeSync, createReadStream, existsSync, openSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { CannotCopy, copyDatabase, draftOf, type ExaminedFile } from "../db/sqlite/copy.ts";
import { UnusableDatabase } from "../db/sqlite/migrator.ts";
import { existingDatabase } from "../server/open-deps.ts";
import { BadUsage } from "./usage.ts";
import { Failure, type CommandContext } from "../server/command-context.ts";

/** Copies the database while it is in use, to a new file or, for `-`, to standard output. */
export async function backup(args: string[], context: CommandContext): Promise<number> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new BadUsage("backup needs the path of one new file, or -");
  const database = existingDatabase(context.config());
  if (file === "-") await toStandardOutput(database);
  else context.print(said(toFile(database, resolve(file)), resolve(file)));
  return 0;
}

function toFile(database: string, file: string): ExaminedFile {
  if (existsSync(file)) throw new Failure(`${file} already exists; choose another file`);
  return copied(database, file);
}

/** The copy is complete before the first byte is written, and already unlinked, so nothing is left behind. */
async function toStandardOutput(database: string): Promise<void> {
  if (process.stdout.isTTY)
    throw new Failure("refusing to write a database to a terminal; give a file instead of -");
  const draft = draftOf(`${database}.output`);
  const found = copied(database, draft);
  const handle = openSync(draft, "r");
  rmSync(draft);
  try {
    await pipeline(createReadStream("", { fd: handle, autoClose: false }), process.stdout);
  } catch (error) {
    throw new Failure(`the copy could not be written to standard output: ${(error as Error).message}`);
  } finally {
    closeSync(handle);
  }
  console.error(said(found, "standard output"));
}

function copied(database: string, file: string): ExaminedFile {
  try {
    return copyDatabase(database, file);
  } catch (error) {
    if (error instanceof CannotCopy) throw new Failure(error.message);
    if (error instanceof UnusableDatabase)
      throw new Failure(`${database} cannot be copied: ${error.message}`);
    throw error;
  }
}

function said({ version, bookings }: ExaminedFile, to: string): string {
  const size = statSync(to, { throwIfNoEntry: false })?.size;
  const how = size === undefined ? "" : `, ${Math.ceil(size / 1_024)} KiB`;
  return [
    `Copied the database to ${to} and verified it: ${bookings} bookings, schema ${version}${how}.`,
    "Also keep a copy of schedkit.secret in another place: without it, links in sent emails do not work.",
  ].join("\n");
}
