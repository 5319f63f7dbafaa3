import { parseArgs } from "node:util";
import { version } from "../version.ts";
import { attendee } from "./attendee.ts";
import { backup } from "./backup.ts";
import { config } from "./config.ts";
import { doctor } from "./doctor.ts";
import { health } from "./health.ts";
import { host } from "./host.ts";
import { migrate } from "./migrate.ts";
import { restore } from "./restore.ts";
import { serve } from "./serve.ts";
import { systemdUnit } from "./systemd-unit.ts";
import { BadUsage, helpText } from "./usage.ts";
import { failureLine, type World } from "./world.ts";

type Command = (args: string[], world: World) => Promise<number>;

const commands: Record<string, Command> = {
  serve,
  host,
  attendee,
  doctor,
  config,
  backup,
  restore,
  migrate,
  health,
  "systemd-unit": systemdUnit,
  version: async (args, { print }) => {
    parseArgs({ args, options: {} });
    print(`schedkit ${version.version} (zone data ${version.zone_data})`);
    return 0;
  },
  help: async (_args, { print }) => {
    print(helpText());
    return 0;
  },
};

const aliases: Record<string, string> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
  "-v": "version",
};

/** Runs what the command line asks for and returns the exit code: 1 for what can be mended, 2 for unknown words. */
export async function run(argv: string[], world: World, printError: (line: string) => void): Promise<number> {
  const [word, args] = commandOf(argv);
  try {
    const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
    if (!command) throw new BadUsage(`${word} is not a command`);
    return await command(args, world);
  } catch (error) {
    if (error instanceof BadUsage || isParseArgsError(error)) {
      printError(`schedkit: ${(error as Error).message}\n\n${helpText()}`);
      return 2;
    }
    printError(`schedkit: ${failureLine(error) ?? (error instanceof Error ? error.stack : String(error))}`);
    return 1;
  }
}

function commandOf([first = "serve", ...rest]: string[]): [word: string, args: string[]] {
  const alias = aliases[first];
  if (alias !== undefined) return [alias, rest];
  return first.startsWith("-") ? ["serve", [first, ...rest]] : [first, rest];
}

function isParseArgsError(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith("ERR_PARSE_ARGS");
}
