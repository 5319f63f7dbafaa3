import { variables } from "../config.ts";

/** Words that are no command: they get help and exit code 2. */
export class BadUsage extends Error {}

const commands: readonly [usage: string, does: string][] = [
  [
    "serve [--demo]",
    "migrates, serves and sends mail; the default. --demo adds a demo host if there is none",
  ],
  [
    "host add --name N --email E --slug S --timezone Z [--password P] [--json]",
    "adds a host and prints the API key once",
  ],
  ["host list [--json]", "lists the hosts"],
  ["host key SLUG [--json]", "makes a new API key for a host"],
  ["migrate", "brings the database up to date and says so"],
  ["health", "asks the server on this machine whether it is well"],
  ["version", "prints the version"],
  ["help", "prints this"],
];

/** What `schedkit help` prints. */
export function helpText(): string {
  return [
    "schedkit: a scheduling server that one person can run",
    "",
    "Commands",
    ...commands.map(([usage, does]) => `  schedkit ${usage}\n      ${does}`),
    "",
    "Variables",
    ...Object.entries(variables).map(([name, variable]) => variableLine(name, variable)),
  ].join("\n");
}

function variableLine(name: string, variable: { meaning: string; default?: string; secret?: true }): string {
  const preset = variable.default === undefined ? "" : ` (default ${variable.default})`;
  const file = variable.secret ? `; or ${name}_FILE, a file that holds it` : "";
  return `  ${name.padEnd(16)} ${variable.meaning}${preset}${file}`;
}
