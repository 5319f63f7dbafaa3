import { type Config, readConfig, type VariableName, variables } from "./config.ts";
import { BadConfig, type ConfigSource, type Setting, settingOf, type Variable } from "./setting.ts";

/** A variable as it may be shown, with secrets masked. */
export type ShownSetting = {
  readonly name: VariableName;
  /** Null if the variable is unset. */
  readonly value: string | null;
  readonly from: Setting["from"];
  readonly usable: boolean;
};

/** Every variable and every error of a configuration, however broken it is. */
export type ConfigReview = {
  /** The usable part of the configuration, with defaults for the rest. */
  readonly config: Config;
  /** The errors, worded as they are at start. */
  readonly problems: readonly BadConfig[];
  /** Every variable, in the order of the help text. */
  readonly settings: readonly ShownSetting[];
};

/** Reads every variable, where `readConfig` stops at the first error. Never throws. */
export function reviewConfig(source: ConfigSource): ConfigReview {
  const problems: BadConfig[] = [];
  let env = source.env;
  for (;;) {
    try {
      const config = readConfig({ ...source, env });
      return { config, problems, settings: shownSettings(source, config, problems) };
    } catch (error) {
      if (!(error instanceof BadConfig)) throw error;
      problems.push(error);
      env = without(env, error.names);
    }
  }
}

function without(env: ConfigSource["env"], names: readonly string[]): ConfigSource["env"] {
  const gone = new Set(names.flatMap((name) => [name, `${name}_FILE`]));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !gone.has(name)));
}

function shownSettings(
  source: ConfigSource,
  { publicUrl }: Config,
  problems: readonly BadConfig[],
): ShownSetting[] {
  const derived: Partial<Record<string, string>> = { PUBLIC_URL: publicUrl };
  const bad = new Set(problems.map(({ names }) => names[0]));
  return Object.entries<Variable>(variables).map(([name, variable]) => {
    const { value, from } = foundSetting(name, variable, source);
    const shown = value === undefined || !variable.secret ? value : masked(value);
    const usable = !bad.has(name);
    return {
      name: name as VariableName,
      value: shown ?? (usable ? derived[name] : undefined) ?? null,
      from,
      usable,
    };
  });
}

function foundSetting(name: string, variable: Variable, source: ConfigSource): Setting {
  try {
    return settingOf(name, variable, source);
  } catch {
    return { value: undefined, from: source.env[`${name}_FILE`] ? "file" : "environment" };
  }
}

const MASK = "***";

/** Masks the password of a URL, or the whole text if it is not a URL. */
function masked(secret: string): string {
  const url = URL.parse(secret);
  if (!url || !/^smtps?:$/.test(url.protocol)) return MASK;
  if (url.password === "") return secret;
  // Some providers use one token as both user and password.
  const user = url.username === url.password ? MASK : url.username;
  const rest = `${url.pathname}${url.search}`;
  return `${url.protocol}//${user}:${MASK}@${url.host}${rest === "/" ? "" : rest}`;
}
