import { variables } from "../config/config.ts";
import type { Variable } from "../config/setting.ts";

/** An unknown command or option; exits with code 2 after printing the usage. */
export class BadUsage extends Error {}

const commands: readonly [usage: string, does: string][] = [
  [
    "serve [--demo]",
    "migrates, serves and sends emails and webhooks; the default. --demo adds a demo host if there is none",
  ],
  [
    "host add --name N --email E --slug S --timezone Z [--language L] [--password] [--password-file F] [--json]",
    "adds a host and prints their API key; --password reads a password from standard input",
  ],
  ["host list [--json]", "lists the hosts"],
  ["host key SLUG [--json]", "creates an API key for a host"],
  [
    "host password SLUG [--password-file F]",
    "sets a host's password from standard input or a file, and ends their sessions",
  ],
  ["attendee export EMAIL", "prints everything stored about an attendee, as JSON"],
  [
    "attendee erase EMAIL [--yes]",
    "erases an attendee from bookings and emails; without --yes, prints what would be erased",
  ],
  ["attendee scrub", "rewrites the database file, so that no erased data remains in unused space"],
  [
    "doctor [--json] [--send TO]",
    "checks everything and says how to fix problems; --send sends a test email to TO",
  ],
  ["config [--json]", "prints the configuration, without secrets"],
  ["backup FILE", "copies the database to a new file while the server runs; - is standard output"],
  ["restore FILE", "replaces the database with a backup while no server runs; - is standard input"],
  ["migrate", "migrates the database to this version"],
  ["health", "checks the server on this machine"],
  ["systemd-unit [--executable PATH]", "prints a systemd unit that runs this program"],
  ["version", "prints the version"],
  ["help [COMMAND]", "prints this help, or that of one command"],
];

/** The usage of every command that starts with these words; empty if there is none. */
export function usageOf(words: readonly string[]): string {
  const [first, second] = words;
  const ofFirst = commands.filter(([usage]) => usage.split(" ")[0] === first);
  const ofBoth = ofFirst.filter(([usage]) => usage.split(" ")[1] === second);
  return (ofBoth.length > 0 ? ofBoth : ofFirst).map(commandLines).join("\n");
}

function commandLines([usage, does]: (typeof commands)[number]): string {
  return `  schedkit ${usage}\n      ${does}`;
}

/** The output of `schedkit help`. */
export function helpText(): string {
  return [
    "schedkit: a self-hosted scheduling server",
    "",
    "Commands",
    ...commands.map(commandLines),
    "",
    "Variables",
    ...Object.entries(variables).map(([name, variable]) => variableLine(name, variable)),
  ].join("\n");
}

function variableLine(name: string, variable: Variable): string {
  const standing = variable.default ?? variable.otherwise;
  const preset = standing === undefined ? "" : ` (default ${standing})`;
  const file = variable.secret ? `; or ${name}_FILE, a file that contains it` : "";
  return `  ${name.padEnd(21)} ${variable.meaning}${preset}${file}`;
}
