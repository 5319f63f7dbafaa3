import { parseArgs } from "node:util";
import type { Finding } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { isEmailAddress } from "../http/email-address.ts";
import { Failure, type CommandContext } from "../server/command-context.ts";

/** Prints what works and how to fix the rest. Exits with 1 if anything is broken. Changes nothing. */
export async function doctor(args: string[], context: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false }, send: { type: "string" } },
  });
  if (values.send !== undefined && !isEmailAddress(values.send)) {
    throw new Failure(`--send takes one email address, not ${JSON.stringify(values.send)}`);
  }
  const checks = await examine(context.configSource, values.send);
  const broken = checks.filter(({ status }) => status === "fail").length;
  if (values.json) context.print(JSON.stringify({ ok: broken === 0, checks }));
  else context.print([...checks.map(line), "", summary(checks)].join("\n"));
  return broken === 0 ? 0 : 1;
}

const LABELS = { ok: "ok  ", warn: "warn", fail: "FAIL" } as const;

function line({ name, status, says, do: todo }: Finding): string {
  return `${LABELS[status]}  ${name}: ${says}${todo === undefined ? "" : `. ${todo}`}`;
}

function summary(checks: readonly Finding[]): string {
  const count = (status: Finding["status"]) => checks.filter((one) => one.status === status).length;
  const [broken, doubtful] = [count("fail"), count("warn")];
  if (broken + doubtful === 0) return "Everything works.";
  return `${count("ok")} passed, ${doubtful} to look at, ${broken} broken.`;
}
