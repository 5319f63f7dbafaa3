import { parseArgs } from "node:util";
import { Value } from "@sinclair/typebox/value";
import { attendeeJson } from "../api/attendees.ts";
import { openDataDir } from "../storage/data-dir.ts";
import { rewriteFile } from "../db/sqlite/vacuum.ts";
import { operator } from "../domain/actor.ts";
import { emailAddress } from "../http/fields.ts";
import {
  type Amount,
  eraseAttendee,
  exportAttendee,
  storedAbout,
} from "../usecases/privacy/attendee-data.ts";
import type { Deps } from "../usecases/deps.ts";
import { BadUsage } from "./usage.ts";
import { openExisting } from "../server/open-deps.ts";
import { Failure, type CommandContext } from "../server/command-context.ts";

/** `attendee export`, `attendee erase` and `attendee scrub`. They can run while the server is running. */
export async function attendee([verb, ...args]: string[], context: CommandContext): Promise<number> {
  const run = verbs.get(verb ?? "");
  if (!run)
    throw new BadUsage(
      verb === undefined ? "attendee needs a subcommand" : `attendee ${verb} is not a command`,
    );
  return run(args, context);
}

type Verb = (args: string[], context: CommandContext) => Promise<number>;

const verbs = new Map<string, Verb>([
  ["export", exportAll],
  ["erase", erase],
  ["scrub", scrub],
]);

async function exportAll(args: string[], context: CommandContext): Promise<number> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const email = oneAddress("export", positionals);
  return withDeps(context, async (deps) => {
    const found = await exportAttendee(deps, { actor: operator }, email);
    if (!found.ok) throw nothingStored(email);
    context.print(JSON.stringify(attendeeJson(deps.tokens, found.value), null, 2));
    return 0;
  });
}

async function erase(args: string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { yes: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const email = oneAddress("erase", positionals);
  if (!values.yes) return withDeps(context, (deps) => printPreview(deps, email, context));
  const amount = await withDeps(context, async (deps) => {
    const erased = await eraseAttendee(deps, { actor: operator }, email);
    if (!erased.ok) throw nothingStored(email);
    return erased.value;
  });
  context.print(`Erased ${email} from ${amountText(amount)}. The times stay taken.`);
  return rewrite(context);
}

async function scrub(args: string[], context: CommandContext): Promise<number> {
  parseArgs({ args, options: {} });
  await withDeps(context, async () => 0);
  return rewrite(context);
}

async function printPreview(deps: Deps, email: string, { print }: CommandContext): Promise<number> {
  const held = await storedAbout(deps, { actor: operator }, email);
  if (!held.ok) throw nothingStored(email);
  print(`This would erase ${email} from ${amountText(held.value)}.`);
  if (held.value.toCome > 0) {
    print(
      `${countText(held.value.toCome, "of the bookings is", "of the bookings are")} upcoming: the time stays ` +
        "taken and nobody is notified. Cancel those that should not take place first.",
    );
  }
  print("Nothing was changed. Repeat the command with --yes to erase it.");
  return 1;
}

/** Prints what was done and what the operator still has to do. */
function rewrite({ config, print }: CommandContext): number {
  if (!rewritten(openDataDir(config().dataDir).databasePath)) {
    throw new Failure(
      "the database file could not be rewritten because other programs kept using it, so traces of " +
        "the erased data may remain in unused space; try again: schedkit attendee scrub",
    );
  }
  print("The database file was rewritten: no erased data is left in it.");
  print("Older backups and other copies still contain it, and so do sent emails.");
  return 0;
}

function rewritten(path: string): boolean {
  try {
    return rewriteFile(path);
  } catch (error) {
    throw new Failure(
      `the database file could not be rewritten (${(error as Error).message}), so traces of the erased data may ` +
        "remain in unused space; check the disk, then run: schedkit attendee scrub",
    );
  }
}

async function withDeps<T>(context: CommandContext, work: (deps: Deps) => Promise<T>): Promise<T> {
  const { deps, database } = openExisting(context.config());
  try {
    return await work(deps);
  } finally {
    database.close();
  }
}

function oneAddress(verb: string, positionals: readonly string[]): string {
  const [email, ...more] = positionals;
  if (email === undefined || more.length > 0) throw new BadUsage(`attendee ${verb} needs one email address`);
  const schema = emailAddress();
  if (!Value.Check(schema, email)) throw new Failure(`${JSON.stringify(email)} ${schema["says"]}`);
  return email;
}

function nothingStored(email: string): Failure {
  return new Failure(`nothing is stored about ${email}`);
}

function amountText({ bookings, guestOf, mails, links }: Amount): string {
  const parts = [
    countText(bookings, "booking", "bookings"),
    ...(guestOf === 0 ? [] : [countText(guestOf, "guest list", "guest lists")]),
    countText(mails, "mail", "emails"),
    ...(links === 0 ? [] : [countText(links, "private link", "private links")]),
  ];
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function countText(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
