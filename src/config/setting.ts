import type { TSchema } from "@sinclair/typebox";

/** A variable as help, the docs, `schedkit config` and `schedkit doctor` describe it. */
export type Variable = {
  readonly schema: TSchema;
  /** The accepted values, for the error message. */
  readonly takes: string;
  readonly meaning: string;
  readonly default?: string;
  /** What applies if the variable is unset and has no fixed default, in words. */
  readonly otherwise?: string;
  /** Never shown; can also be read from the file named by `NAME_FILE`. */
  readonly secret?: true;
};

/**
 * A variable with an unusable value. The message is one line that names the variable and the accepted values. `names` are the
 * variables to unset so that the rest can be used.
 */
export class BadConfig extends Error {
  constructor(
    message: string,
    readonly names: readonly string[],
  ) {
    super(message);
  }
}

/** Where values come from: the environment, and a function that reads the file named by a secret's `NAME_FILE`. */
export type ConfigSource = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => string;
};

/** The unvalidated text of a variable and its source; undefined if it is unset. */
export type Setting = {
  readonly value: string | undefined;
  readonly from: "environment" | "file" | "default";
};

/** Finds the value of a variable; an empty value counts as unset. Throws BadConfig if its file cannot be read or is empty. */
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
