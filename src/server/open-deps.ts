import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Database } from "../db/database.ts";
import type { Config } from "../config/config.ts";
import { databaseIn, openDataDir, protectFiles } from "../storage/data-dir.ts";
import { rememberOffered } from "../db/queries/bookings/bookable.ts";
import { responseCache } from "../db/response-cache.ts";
import { UnusableDatabase } from "../db/sqlite/migrator.ts";
import { openDatabase } from "../db/sqlite/open.ts";
import { FolderInUse, shareFolder } from "../storage/folder-lock.ts";
import { createLog, type Log, withoutSecrets } from "../observability/log.ts";
import { createMetrics } from "../observability/metrics.ts";
import { actionTokens } from "../security/action-token.ts";
import { deviceTokens } from "../security/device-token.ts";
import { emailCodes } from "../security/email-code.ts";
import { feedTokens } from "../security/feed-token.ts";
import { keyedHash } from "../security/keyed-hash.ts";
import { privateLinkTokens } from "../security/private-link-token.ts";
import { resetTokens } from "../security/reset-token.ts";
import { secretBox } from "../security/secret-box.ts";
import { setupTokens } from "../security/setup-token.ts";
import { secretFingerprint } from "../security/secret-fingerprint.ts";
import { calendarOpener } from "../calendars/sources/open.ts";
import { coalesceReadings } from "../usecases/calendars/coalesce.ts";
import { feedCache } from "../usecases/calendars/feed-cache.ts";
import type { Deps } from "../usecases/deps.ts";
import { webhookPoster } from "../webhooks/post.ts";
import { Failure } from "./command-context.ts";

/** Returns the path of the database in the data folder. Throws Failure if there is none. */
export function existingDatabase({ dataDir }: Pick<Config, "dataDir">): string {
  const folder = resolve(dataDir);
  const path = databaseIn(folder);
  if (!existsSync(path)) throw new Failure(`there is no database in ${folder}; set DATA_DIR to its folder`);
  return path;
}

/** Like `openDeps`, but fails instead of creating a database, for commands that only make sense with data. */
export function openExisting(config: Config): ReturnType<typeof openDeps> {
  existingDatabase(config);
  return openDeps(config);
}

/** Opens the data folder and its database, and creates everything that use cases need. The caller closes it. */
export function openDeps(
  config: Config,
  log: Log = createLog("error", "text", () => undefined),
  stopping: AbortSignal = new AbortController().signal,
  print: (line: string) => void = () => undefined,
): {
  deps: Deps;
  database: Database;
  wakeBy: (wake: () => void) => void;
  /** Sets what is called after a commit that makes a calendar account due. */
  wakeSyncBy: (wake: () => void) => void;
  /** The fingerprint of the link secret. */
  fingerprint: string;
} {
  const { databasePath, secret } = openDataDir(config.dataDir);
  shareOrFail(databasePath);
  const metrics = createMetrics();
  const database = openOrFail(databasePath, metrics, log);
  protectFiles(databasePath);
  let wake = () => {};
  let wakeSync = () => {};
  const deps: Deps = {
    database,
    findOffered: rememberOffered(),
    responseCache: responseCache(database.generation),
    now: Date.now,
    // Time-ordered, so that the index of uids grows at its end.
    newUid: () => Bun.randomUUIDv7(),
    tokens: actionTokens(secret),
    addressHash: keyedHash(secret, "addresses"),
    devices: deviceTokens(secret),
    codes: emailCodes(secret),
    setupTokens: setupTokens(secret),
    resets: resetTokens(secret),
    feedTokens: feedTokens(secret),
    linkTokens: privateLinkTokens(secret),
    feedCache: feedCache(),
    tellOperator: print,
    limits: config.rateLimit
      ? { bookingsPerHour: config.bookingsPerHour, hash: keyedHash(secret, "limits") }
      : undefined,
    publicUrl: config.publicUrl,
    mailDomain: new URL(config.publicUrl).hostname,
    sendsMail: config.smtp !== undefined,
    wakeWorkers: () => wake(),
    webhooks: {
      allowPrivate: config.webhookAllowPrivate,
      post: webhookPoster({ allowPrivate: config.webhookAllowPrivate }),
      box: secretBox(secret),
    },
    calendars: {
      open: calendarOpener({ allowPrivate: config.calendarAllowPrivate }),
      box: secretBox(secret),
      readings: coalesceReadings(),
      wakeSync: () => wakeSync(),
    },
    metrics,
    log,
    stopping,
  };
  return {
    deps,
    database,
    wakeBy: (by) => (wake = by),
    wakeSyncBy: (by) => (wakeSync = by),
    fingerprint: secretFingerprint(secret),
  };
}

function shareOrFail(databasePath: string): void {
  try {
    shareFolder(dirname(databasePath));
  } catch (error) {
    if (error instanceof FolderInUse) throw new Failure(`${databasePath} cannot be used: ${error.message}`);
    throw error;
  }
}

function openOrFail(path: string, { commits }: Deps["metrics"], log: Log): Database {
  const onHookError = (error: unknown) =>
    log.error("after-commit hook failed", { error: withoutSecrets(String(error)) });
  try {
    return openDatabase(path, { onCommit: commits.observe, onHookError });
  } catch (error) {
    if (error instanceof UnusableDatabase) throw new Failure(`${path} cannot be used: ${error.message}`);
    throw new Failure(`${path} cannot be opened: ${(error as Error).message}`);
  }
}
