import { BadDataDir } from "../storage/data-dir.ts";
import type { Config } from "../config/config.ts";
import { BadConfig, type ConfigSource } from "../config/setting.ts";

/** The process environment of a command. */
export type CommandContext = {
  readonly config: () => Config;
  /** The source of `config`, for commands that inspect each variable. */
  readonly configSource: ConfigSource;
  /** The environment, for the variables of service managers; `config` has the settings. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command line that starts this program, without the command. */
  readonly program: readonly string[];
  /** Prints a line to standard output. */
  readonly print: (line: string) => void;
  /** Calls the listener with the name of each signal that asks the process to stop. */
  readonly onStop: (listener: (signal: string) => void) => void;
};

/** Ends the command with one line and exit code 1: the operator can fix it. */
export class Failure extends Error {}

/** The line for an error that the operator can fix; undefined for a bug. */
export function failureLine(error: unknown): string | undefined {
  const known = [Failure, BadConfig, BadDataDir].some((kind) => error instanceof kind);
  return known ? (error as Error).message : undefined;
}
