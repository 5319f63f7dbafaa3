import { resolve } from "node:path";
import { databaseIn } from "../storage/data-dir.ts";
import { reviewConfig } from "../config/review.ts";
import { openReadOnly } from "../db/sqlite/file-check.ts";
import type { ConfigSource } from "../config/setting.ts";
import { backups } from "./backups.ts";
import { type Check, type Finding, type DoctorContext } from "./check.ts";
import { clock } from "./clock.ts";
import { configuration, spelling } from "./configuration.ts";
import { contents } from "./contents.ts";
import { dataFolder, diskSpace, secret } from "./data-folder.ts";
import { database } from "./database.ts";
import { askPublicUrl, publicUrl } from "./public-url.ts";
import { smtp, testEmail } from "./smtp.ts";
import { zoneData } from "./zone-data.ts";

/** Checks that block the process run first: network timeouts must not be pending meanwhile. */
const onThisMachine: readonly Check[] = [
  configuration,
  spelling,
  dataFolder,
  secret,
  diskSpace,
  ...database,
  ...contents,
  backups,
  zoneData,
];
const overTheNetwork: readonly Check[] = [publicUrl, clock, smtp, testEmail];

/** The time limit for all network checks together. */
const PATIENCE_MS = 25_000;

/** Runs every check and returns the findings in a fixed order. Never throws and writes nothing. */
export async function examine(source: ConfigSource, sendTo: string | undefined): Promise<Finding[]> {
  const review = reviewConfig(source);
  const folder = resolve(review.config.dataDir);
  const databasePath = databaseIn(folder);
  const opened = openIfThere(databasePath);
  let asked: ReturnType<DoctorContext["publicAnswer"]> | undefined;
  const context: DoctorContext = {
    review,
    env: source.env,
    now: Date.now,
    folder,
    databasePath,
    db: opened?.db,
    sendTo,
    publicAnswer: () => (asked ??= askPublicUrl(review.config.publicUrl)),
  };
  const findings: Finding[] = [];
  for (const check of onThisMachine) findings.push(...(await outcome(check, context)));
  const deadline = Bun.sleep(PATIENCE_MS);
  const found = overTheNetwork.map((check) =>
    Promise.race([outcome(check, context), tooLong(check, deadline)]),
  );
  findings.push(...(await Promise.all(found)).flat());
  opened?.close();
  return findings;
}

async function outcome(check: Check, context: DoctorContext): Promise<Finding[]> {
  const problem = context.review.problems.find(({ names }) =>
    check.needs?.some((name) => names.includes(name)),
  );
  if (problem) {
    return [{ name: check.name, status: "warn", says: `not checked, because of ${problem.names[0]}` }];
  }
  try {
    const verdicts = [await check.run(context)].flat();
    return verdicts.map((verdict) => ({ name: check.name, ...verdict }));
  } catch (error) {
    return [{ name: check.name, status: "fail", ...brokenCheck(error) }];
  }
}

function brokenCheck(error: unknown): Pick<Finding, "says" | "do"> {
  const why = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
  return { says: `cannot be checked: ${why}`, do: "Fix the problems above first." };
}

async function tooLong(check: Check, deadline: Promise<void>): Promise<Finding[]> {
  await deadline;
  const says = `no answer within ${PATIENCE_MS / 1_000} s`;
  return [{ name: check.name, status: "fail", says, do: "Check this machine's network." }];
}

function openIfThere(path: string): ReturnType<typeof openReadOnly> | undefined {
  try {
    return openReadOnly(path);
  } catch {
    return undefined;
  }
}
