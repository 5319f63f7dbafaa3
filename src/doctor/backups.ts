import { statSync } from "node:fs";
import { lastBackupAt } from "../storage/backup-dir.ts";
import { DAY_MS } from "../domain/interval.ts";
import { type Check, durationText, ok, warn } from "./check.ts";

/** Checks that there is a backup from the last two days. */
export const backups: Check = {
  name: "backup",
  needs: ["BACKUP_DIR", "BACKUP_KEEP"],
  run: async ({ review: { config }, now }) => {
    const folder = config.backups?.folder;
    if (folder === undefined) {
      return warn(
        "BACKUP_DIR is not set, so there are no automatic backups",
        "Set it to a folder on another disk, or run this every night: schedkit backup FILE",
      );
    }
    if (!statSync(folder, { throwIfNoEntry: false })) {
      return warn(`BACKUP_DIR is ${folder}, which does not exist`, "Create it for the server's user.");
    }
    const newest = lastBackupAt(folder);
    if (newest === undefined)
      return warn(`there is no backup in ${folder}`, "Create one: schedkit backup FILE");
    const says = `the newest is ${durationText(Math.max(0, now() - newest))} old`;
    if (now() - newest <= 2 * DAY_MS) return ok(says);
    return warn(says, "Check the server's log for backup errors, and whether the server runs at night.");
  },
};
