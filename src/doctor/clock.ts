import { newestRowAt } from "../db/queries/contents-check.ts";
import { isoInstant } from "../domain/clock.ts";
import { MINUTE_MS } from "../domain/interval.ts";
import { type Check, fail, durationText, ok, warn } from "./check.ts";

/** Checks that the clock is neither before the newest row nor far from another machine's clock. */
export const clock: Check = {
  name: "clock",
  run: async ({ db, now, publicAnswer }) => {
    const today = now();
    const newest = db && (await newestRowAt(db).catch(() => undefined));
    if (newest !== undefined && newest - today > MINUTE_MS) {
      return fail(
        `it shows ${isoInstant(today)}, but the newest row in the database is ${durationText(newest - today)} ahead`,
        "Synchronize the clock with NTP: timedatectl set-ntp true",
      );
    }
    const answer = await publicAnswer();
    const ahead = answer.kind === "answered" ? answer.clockAheadMs : undefined;
    if (ahead !== undefined && Math.abs(ahead) > MINUTE_MS) {
      const which = ahead > 0 ? "ahead of" : "behind";
      return warn(
        `the clock of the server at PUBLIC_URL is ${durationText(Math.abs(ahead))} ${which} this one`,
        "Synchronize both with NTP: timedatectl set-ntp true",
      );
    }
    return ok(`${isoInstant(today)}, which is plausible`);
  },
};
