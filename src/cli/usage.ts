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
    "adds a host and prints the API key once; --password reads one from standard input",
  ],
  ["host list [--json]", "lists the hosts"],
  ["host key SLUG [--json]", "makes a new API key for a host"],
  [
    "host password SLUG [--password-file F]",
    "sets a host's password, one line of standard input or of a file; ends their sessions",
  ],
  ["attendee export EMAIL", "prints all that is held about an attendee, as JSON"],
  [
    "attendee erase EMAIL [--yes]",
    "erases an attendee from bookings and emails; without --yes says what would go",
  ],
  ["attendee scrub", "rewrites the database file, so that nothing erased stays in its unused parts"],
  ["doctor [--json] [--send TO]", "checks everything and says what to do; --send sends TO a test email"],
  ["config [--json]", "prints the configuration in force, without secrets"],
  ["backup FILE", "copies the database to a new file while the server runs; - is standard output"],
  [
    "restore FILE",
    "puts such a copy in the place of the database, while no server runs; - is standard input",
  ],
  ["migrate", "brings the database up to date and says so"],
  ["health", "asks the server on this machine whether it is well"],
  ["systemd-unit [--executable PATH]", "prints a unit that runs this program as a service of Linux"],
  ["version", "prints the version"],
  ["help [COMMAND]", "prints this, or how to use one command"],
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
    "schedkit: a scheduling server that one person can run",
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
  const file = variable.secret ? `; or ${name}_FILE, a file that holds it` : "";
  return `  ${name.padEnd(21)} ${variable.meaning}${preset}${file}`;
}
