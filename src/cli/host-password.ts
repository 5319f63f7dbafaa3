import { parseArgs } from "node:util";
import { Value } from "@sinclair/typebox/value";
import { hostFields } from "../http/fields.ts";
import type { Deps } from "../usecases/deps.ts";
import { setPassword } from "../usecases/passwords.ts";
import { BadUsage } from "./usage.ts";
import { Failure } from "./world.ts";

/** Gives a host a password to log in with: that of `--password`, or the first line of standard input. */
export function password(args: string[]): (deps: Deps, print: (line: string) => void) => Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { password: { type: "string" } },
    allowPositionals: true,
  });
  const [slug, ...more] = positionals;
  if (slug === undefined || more.length > 0) throw new BadUsage("host password needs the slug of one host");
  return async (deps, print) => {
    const given = values.password ?? (await firstLine(print));
    if (!Value.Check(hostFields.password, given)) throw new Failure(`a password ${hostFields.password.says}`);
    const set = await setPassword(deps, slug, given);
    if (!set.ok) throw new Failure(`There is no host with the slug ${JSON.stringify(slug)}.`);
    print(`${slug} logs in with that password from now on, and is logged out everywhere.`);
  };
}

async function firstLine(print: (line: string) => void): Promise<string> {
  if (process.stdin.isTTY) print("New password, shown as you type it:");
  for await (const line of console) return line;
  return "";
}
