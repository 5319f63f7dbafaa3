import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { backupName, pruneBackups, removeRemains } from "../storage/backup-dir.ts";
import type { Config } from "../config/config.ts";
import { type EpochMs, MINUTE_MS } from "../domain/interval.ts";
import type { Log } from "../observability/log.ts";
import type { CommandContext } from "./command-context.ts";

/** What nightly backups need. `copyTo` writes a backup to this path, or rejects with a sentence. */
export type NightlyParts = {
  readonly folder: string;
  readonly keep: number;
  readonly now: () => EpochMs;
  readonly log: Log;
  readonly copyTo: (file: string) => Promise<void>;
};

/** A night starts at 3:00 UTC. */
const BEGINS_MS = 180 * MINUTE_MS;
const RETRY_MS = 15 * MINUTE_MS;

/**
 * Makes one backup per night; `check` does what is due and should be called about every minute. A missed night is made up
 * for; a failure is logged and retried after 15 minutes.
 */
export function nightlyBackups({ folder, keep, now, log, copyTo }: NightlyParts): () => Promise<void> {
  let running = false;
  let restUntil = -Infinity;

  return async function check() {
    const file = join(folder, backupName(nightOf(now())));
    if (running || now() < restUntil || existsSync(file)) return;
    running = true;
    try {
      await makeCopy(file);
    } catch (error) {
      restUntil = now() + RETRY_MS;
      log.error("nightly backup failed; retrying in 15 minutes", {
        file,
        error: (error as Error).message,
      });
    } finally {
      running = false;
    }
  };

  async function makeCopy(file: string): Promise<void> {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    removeRemains(folder);
    const began = performance.now();
    await copyTo(file).catch((error: unknown) => {
      // Another server on the same database was faster.
      if (!existsSync(file)) throw error;
    });
    const removed = pruneBackups(folder, keep);
    log.info("nightly backup done", {
      file,
      took_ms: Math.round(performance.now() - began),
      removed: removed.length,
    });
  }
}

function nightOf(now: EpochMs): string {
  return new Date(now - BEGINS_MS).toISOString().slice(0, 10);
}

/** Makes nightly backups in the background; undefined if they are switched off. */
export function startNightlyBackups(
  wanted: Config["backups"],
  context: CommandContext,
  log: Log,
): { stop(): void } | undefined {
  if (!wanted) return undefined;
  const child = copyInChild(context);
  const check = nightlyBackups({ ...wanted, now: Date.now, log, copyTo: (file) => child.copyTo(file) });
  const timer = setInterval(() => void check(), MINUTE_MS);
  void check();
  return {
    stop() {
      clearInterval(timer);
      child.stop();
    },
  };
}

/** Copies in a child process, so that the server is not blocked; stopping the server ends it. */
function copyInChild({ program, env }: CommandContext): {
  copyTo(file: string): Promise<void>;
  stop(): void;
} {
  let child: Bun.Subprocess<"ignore", "ignore", "pipe"> | undefined;
  return {
    async copyTo(file) {
      const command = [...program, "backup", file];
      child = Bun.spawn(command, { env, stdin: "ignore", stdout: "ignore", stderr: "pipe" });
      const [said, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
      child = undefined;
      if (code !== 0) throw new Error(said.trim().replace(/^schedkit: /, "") || `it exited with ${code}`);
    },
    stop: () => child?.kill(),
  };
}
