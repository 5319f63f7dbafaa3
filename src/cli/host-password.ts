import { parseArgs } from "node:util";
import { Value } from "@sinclair/typebox/value";
import type { Refusal } from "../domain/refusal.ts";
import { problemFor } from "../http/errors.ts";
import { hostFields } from "../http/host-fields.ts";
import type { Deps } from "../usecases/deps.ts";
import { setPassword } from "../usecases/hosts/passwords.ts";
import { newPassword, passwordOptions, refusePasswordAsArgument } from "./new-password.ts";
import { BadUsage } from "./usage.ts";
import { Failure } from "../server/command-context.ts";

/** Sets a host's password: the first line of standard input or of a file. */
export function password(args: string[]): (deps: Deps, print: (line: string) => void) => Promise<void> {
  refusePasswordAsArgument(args);
  const { values, positionals } = parseArgs({ args, options: passwordOptions, allowPositionals: true });
  const [slug, ...more] = positionals;
  if (slug === undefined || more.length > 0) throw new BadUsage("host password needs the slug of one host");
  return async (deps, print) => {
    const given = await newPassword(values["password-file"], print);
    if (!Value.Check(hostFields.password, given)) throw new Failure(`a password ${hostFields.password.says}`);
    const set = await setPassword(deps, slug, given);
    if (!set.ok) throw new Failure(sentenceFor(set.refusal, slug));
    print(`The password of ${slug} was changed, and all their sessions have ended.`);
  };
}

/** Words a refusal that concerns the host with this slug. */
export function sentenceFor(refusal: Refusal, slug: string): string {
  if (refusal === "not_found") return `There is no host with the slug ${JSON.stringify(slug)}.`;
  return problemFor(refusal).body.error;
}
