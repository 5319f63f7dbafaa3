import type { TSchema } from "@sinclair/typebox";

/** What help, the README, `schedkit config` and `schedkit doctor` say of a variable. */
export type Variable = {
  readonly schema: TSchema;
  /** The values it takes, for whoever got it wrong. */
  readonly takes: string;
  readonly meaning: string;
  readonly default?: string;
  /** In words, what holds where it is not set and no fixed default can be given. */
  readonly otherwise?: string;
  /** Never shown; can be read from the file that `NAME_FILE` names. */
  readonly secret?: true;
};

/**
 * A variable whose value cannot be used; the message is one line that names it and says what it takes. `names`
 * are the variables that would have to go for the others to be used.
 */
export class BadConfig extends Error {
  constructor(
    message: string,
    readonly names: readonly string[],
  ) {
    super(message);
  }
}

/** Where values come from: the environment, and what reads the file that a secret's `NAME_FILE` names. */
export type ConfigSource = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => string;
};

/** A variable's text, not checked yet, and where it was found; undefined where nothing stands. */
export type Setting = {
  readonly value: string | undefined;
  readonly from: "environment" | "file" | "default";
};

/** Finds what a variable is set to; an empty value counts as none. Throws BadConfig for a file that gives nothing. */
export function settingOf(name: string, variable: Variable, source: ConfigSource): Setting {
  const file = variable.secret && source.env[`${name}_FILE`];
  if (file) return { value: contentOf(file, name, source), from: "file" };
  const value = source.env[name];
  return value ? { value, from: "environment" } : { value: variable.default, from: "default" };
}

function contentOf(file: string, name: string, { env, readFile }: ConfigSource): string {
  if (env[name]) throw new BadConfig(`${name} and ${name}_FILE are both set; keep one of them`, [name]);
  const shown = `${name}_FILE is ${JSON.stringify(file)}`;
  let content: string;
  try {
    content = readFile(file).trim();
  } catch {
    throw new BadConfig(`${shown}, which cannot be read`, [name]);
  }
  if (content === "") throw new BadConfig(`${shown}, which is empty`, [name]);
  return content;
}
