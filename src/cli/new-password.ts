import { readFileSync } from "node:fs";
import { BadUsage } from "./usage.ts";
import { Failure } from "../server/command-context.ts";

/** The options of a command that sets a password. */
export const passwordOptions = {
  password: { type: "boolean", default: false },
  "password-file": { type: "string" },
} as const;

/** Throws BadUsage where the password itself is an argument, which everybody on the machine can read. */
export function refusePasswordAsArgument(args: readonly string[]): void {
  const isGiven = args.some(
    (arg, at) => arg.startsWith("--password=") || (arg === "--password" && /^[^-]/.test(args[at + 1] ?? "-")),
  );
  if (isGiven)
    throw new BadUsage(
      "others on this machine can read the arguments of a command, so a password is none: " +
        "it is read from standard input, or from a file with --password-file FILE",
    );
}

/** The first line of a file, or of standard input if there is no file. */
export async function newPassword(file: string | undefined, print: (line: string) => void): Promise<string> {
  if (file !== undefined) return firstLineOf(file);
  if (process.stdin.isTTY) print("New password, shown as you type it:");
  for await (const line of console) return line;
  return "";
}

function firstLineOf(path: string): string {
  try {
    return /^[^\r\n]*/.exec(readFileSync(path, "utf8"))![0];
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${(error as Error).message}`);
  }
}
