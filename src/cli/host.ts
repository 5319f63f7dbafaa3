import { parseArgs } from "node:util";
import { Value } from "@sinclair/typebox/value";
import { listHosts } from "../db/queries/hosts/hosts.ts";
import { tidied } from "../domain/text/typed-text.ts";
import { hostFields } from "../http/host-fields.ts";
import { localeFor } from "../i18n/locale.ts";
import { addHost } from "../usecases/hosts/add-host.ts";
import { addKeyFor } from "../usecases/hosts/hosts.ts";
import { problemFor } from "../http/errors.ts";
import type { Deps } from "../usecases/deps.ts";
import { password, sentenceFor } from "./host-password.ts";
import { newPassword, passwordOptions, refusePasswordAsArgument } from "./new-password.ts";
import { openDeps, openExisting } from "../server/open-deps.ts";
import { Failure, type CommandContext } from "../server/command-context.ts";
import { BadUsage } from "./usage.ts";

/** `host add`, `host list`, `host key` and `host password`. They can run while the server is running. */
export async function host([verb, ...args]: string[], context: CommandContext): Promise<number> {
  const run = verbs.get(verb ?? "");
  if (!run)
    throw new BadUsage(verb === undefined ? "host needs a subcommand" : `host ${verb} is not a command`);
  const work = run(args);
  const { deps, database } = (verb === "add" ? openDeps : openExisting)(context.config());
  try {
    await work(deps, context.print);
  } finally {
    database.close();
  }
  return 0;
}

type Verb = (args: string[]) => (deps: Deps, print: (line: string) => void) => Promise<void>;

const verbs = new Map<string, Verb>([
  ["add", add],
  ["list", list],
  ["key", key],
  ["password", password],
]);

function add(args: string[]): ReturnType<Verb> {
  refusePasswordAsArgument(args);
  const { values } = parseArgs({
    args,
    options: {
      name: { type: "string" },
      email: { type: "string" },
      slug: { type: "string" },
      timezone: { type: "string" },
      language: { type: "string" },
      ...passwordOptions,
      json: { type: "boolean", default: false },
    },
  });
  const given = {
    name: checked("name", values.name),
    email: checked("email", values.email),
    slug: checked("slug", values.slug),
    time_zone: checked("timezone", values.timezone),
    ...(values.language === undefined
      ? {}
      : { locale: localeFor(checked("language", values.language), null).locale }),
  };
  return async (deps, print) => {
    const file = values["password-file"];
    const withPassword = values.password || file !== undefined;
    const added = await addHost(deps, {
      ...given,
      ...(withPassword && { password: checked("password", await newPassword(file, print)) }),
    });
    if (!added.ok) throw new Failure(problemFor(added.refusal).body.error);
    const { host, apiKey } = added.value;
    if (values.json) return print(JSON.stringify({ id: host.id, slug: host.slug, api_key: apiKey }));
    print(`Added ${host.name} (${host.slug}), Monday to Friday 9:00 to 17:00 in ${host.time_zone}.`);
    print(`Page      ${deps.publicUrl}/book/${host.slug}`);
    print(`Docs      ${deps.publicUrl}/swagger`);
    print(`API key   ${apiKey}  (not shown again)`);
    if (!withPassword) print(`Password  none yet; set one with: schedkit host password ${host.slug}`);
  };
}

function checked(name: keyof typeof hostFields, typed: string | undefined): string {
  if (typed === undefined) throw new BadUsage(`host add needs --${name}`);
  const value = name === "password" ? typed : tidied(typed);
  const schema = hostFields[name];
  if (!Value.Check(schema, value)) throw new Failure(`--${name} ${schema.says}`);
  return value;
}

function list(args: string[]): ReturnType<Verb> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean", default: false } } });
  return async (deps, print) => {
    const hosts = await listHosts(deps.database.read);
    if (values.json) return print(JSON.stringify(hosts));
    if (hosts.length === 0) print("There is no host yet. Add one with: schedkit host add");
    for (const { slug, name, email, time_zone } of hosts) print(`${slug}\t${name}\t${email}\t${time_zone}`);
  };
}

function key(args: string[]): ReturnType<Verb> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [slug, ...more] = positionals;
  if (slug === undefined || more.length > 0) throw new BadUsage("host key needs the slug of one host");
  return async (deps, print) => {
    const made = await addKeyFor(deps, slug);
    if (!made.ok) throw new Failure(sentenceFor(made.refusal, slug));
    print(
      values.json
        ? JSON.stringify({ slug, api_key: made.value })
        : `API key  ${made.value}  (not shown again)`,
    );
  };
}
