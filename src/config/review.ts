import { type Config, readConfig, type VariableName, variables } from "./config.ts";
import { BadConfig, type ConfigSource, type Setting, settingOf, type Variable } from "./setting.ts";

/** A variable as it may be shown: secrets are masked. */
export type ShownSetting = {
  readonly name: VariableName;
  /** Null where nothing stands. */
  readonly value: string | null;
  readonly from: Setting["from"];
  readonly usable: boolean;
};

/** Everything that there is to say of a configuration, however bad. */
export type ConfigReview = {
  /** The configuration as far as it can be used; defaults stand in for the rest. */
  readonly config: Config;
  /** What cannot be used, each as the start would say it. */
  readonly problems: readonly BadConfig[];
  /** Every variable, in the order in which help shows them. */
  readonly settings: readonly ShownSetting[];
};

/** Reads each variable for itself, where `readConfig` stops at the first that cannot be used. Never throws. */
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

/** Hides what opens something: the password of a URL, or all of a text that has no such form. */
function masked(secret: string): string {
  const url = URL.parse(secret);
  if (!url || !/^smtps?:$/.test(url.protocol)) return MASK;
  if (url.password === "") return secret;
  // Some providers take one token as the user and as the password.
  const user = url.username === url.password ? MASK : url.username;
  const rest = `${url.pathname}${url.search}`;
  return `${url.protocol}//${user}:${MASK}@${url.host}${rest === "/" ? "" : rest}`;
}
