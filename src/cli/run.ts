import { parseArgs } from "node:util";
import { version } from "../observability/version.ts";
import { BadUsage, helpText, usageOf } from "./usage.ts";
import { failureLine, type CommandContext } from "../server/command-context.ts";

type Command = (args: string[], context: CommandContext) => Promise<number>;

/** Each command loads its own modules, so none pays for the modules of another. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import("./serve.ts")).serve,
  host: async () => (await import("./host.ts")).host,
  attendee: async () => (await import("./attendee.ts")).attendee,
  doctor: async () => (await import("./doctor.ts")).doctor,
  config: async () => (await import("./config.ts")).config,
  backup: async () => (await import("./backup.ts")).backup,
  restore: async () => (await import("./restore.ts")).restore,
  migrate: async () => (await import("./migrate.ts")).migrate,
  health: async () => (await import("./health.ts")).health,
  "systemd-unit": async () => (await import("./systemd-unit.ts")).systemdUnit,
  version: async () => printVersion,
  help: async () => printHelp,
};

async function printVersion(args: string[], { print }: CommandContext): Promise<number> {
  parseArgs({ args, options: {} });
  print(`schedkit ${version.version} (zone data ${version.zone_data})`);
  return 0;
}

async function printHelp(words: string[], { print }: CommandContext): Promise<number> {
  const usage = usageOf(words);
  if (words.length > 0 && usage === "") throw new BadUsage(`${words.join(" ")} is not a command`);
  print(words.length > 0 ? usage : helpText());
  return 0;
}

const aliases: Record<string, string> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
  "-v": "version",
};

/** Runs a command and returns its exit code: 1 for a failure, 2 for a usage error. */
export async function run(
  argv: string[],
  context: CommandContext,
  printError: (line: string) => void,
): Promise<number> {
  const [word, args] = commandOf(argv);
  try {
    if (args.some((arg) => arg === "--help" || arg === "-h"))
      return await printHelp([word, ...args.filter((arg) => !arg.startsWith("-"))], context);
    const load = Object.hasOwn(commands, word) ? commands[word] : undefined;
    if (!load) throw new BadUsage(`${word} is not a command`);
    const command = await load();
    return await command(args, context);
  } catch (error) {
    if (error instanceof BadUsage || isParseArgsError(error)) {
      printError(complaint((error as Error).message, [word, ...args]));
      return 2;
    }
    printError(`schedkit: ${failureLine(error) ?? (error instanceof Error ? error.stack : String(error))}`);
    return 1;
  }
}

/** The error message, followed by the usage of the command. */
function complaint(message: string, words: readonly string[]): string {
  const usage = usageOf(words);
  const meant = usage === "" ? "" : `\n\nUsage\n${usage}`;
  return `schedkit: ${message}${meant}\n\nAll commands: schedkit help`;
}

function commandOf([first = "serve", ...rest]: string[]): [word: string, args: string[]] {
  const alias = aliases[first];
  if (alias !== undefined) return [alias, rest];
  return first.startsWith("-") ? ["serve", [first, ...rest]] : [first, rest];
}

function isParseArgsError(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith("ERR_PARSE_ARGS");
}
