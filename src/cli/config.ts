import { parseArgs } from "node:util";
import { type ConfigReview, reviewConfig, type ShownSetting } from "../config/review.ts";
import { variables } from "../config/config.ts";
import type { Variable } from "../config/setting.ts";
import { Failure, type CommandContext } from "../server/command-context.ts";

/** Prints every variable with its value, secrets masked, followed by the errors. */
export async function config(args: string[], context: CommandContext): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean", default: false } } });
  const review = reviewConfig(context.configSource);
  context.print(values.json ? JSON.stringify(asJson(review)) : asLines(review).join("\n"));
  if (review.problems.length === 0) return 0;
  throw new Failure(review.problems.map(({ message }) => message).join("\nschedkit: "));
}

function asJson({ settings, problems }: ConfigReview) {
  return { ok: problems.length === 0, settings, problems: problems.map(({ message }) => message) };
}

function asLines({ settings }: ConfigReview): string[] {
  const pairs = settings.map(({ name, value }) => `${name}=${value ?? ""}`);
  const width = Math.min(Math.max(...pairs.map(({ length }) => length)), WIDEST_COLUMN);
  return settings.map((setting, index) => `${pairs[index]!.padEnd(width)}  # ${origin(setting)}`);
}

const WIDEST_COLUMN = 60;

function origin({ name, value, from, usable }: ShownSetting): string {
  const { otherwise }: Variable = variables[name];
  const where = from === "file" ? `file, from ${name}_FILE` : from;
  if (!usable) return `${where}; cannot be used`;
  if (value !== null) return where;
  return otherwise === undefined ? "not set" : `default: ${otherwise}`;
}
