import { BadDataDir } from "../storage/data-dir.ts";
import type { Config } from "../config/config.ts";
import { BadConfig, type ConfigSource } from "../config/setting.ts";

/** What a command is given of the process it runs in. */
export type World = {
  readonly config: () => Config;
  /** What `config` reads, for commands that look at each variable. */
  readonly configSource: ConfigSource;
  /** The environment, for what a service manager says in it; `config` has the settings. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The words that start this program on this machine, before those of a command. */
  readonly program: readonly string[];
  /** Prints a line to standard output. */
  readonly print: (line: string) => void;
  /** Resolves with the name of each signal that asks to stop, in turn. */
  readonly onStop: (listener: (signal: string) => void) => void;
};

/** A reason to end with one line and exit code 1: the person at the keyboard can fix it. */
export class Failure extends Error {}

/** The line for an error that somebody can fix; undefined for a bug. */
export function failureLine(error: unknown): string | undefined {
  const known = [Failure, BadConfig, BadDataDir].some((kind) => error instanceof kind);
  return known ? (error as Error).message : undefined;
}
