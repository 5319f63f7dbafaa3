import { readFileSync } from "node:fs";
import { BadUsage } from "./usage.ts";
import { Failure } from "../server/command-context.ts";

/** The options of a command that sets a password. */
export const passwordOptions = {
  password: { type: "boolean", default: false },
  "password-file": { type: "string" },
} as const;

/** Throws BadUsage if the password itself is an argument: other users of the machine can see arguments. */
export function refusePasswordAsArgument(args: readonly string[]): void {
  const isGiven = args.some(
    (arg, at) => arg.startsWith("--password=") || (arg === "--password" && /^[^-]/.test(args[at + 1] ?? "-")),
  );
  if (isGiven)
    throw new BadUsage(
      "a password must not be an argument, which other users of this machine can see: " +
        "use standard input, or a file with --password-file FILE",
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
