import { hostsIn, eventTypesWithoutHours, lastEmailError, unusedKeys } from "../db/queries/contents-check.ts";
import { failingAccounts } from "../db/queries/calendars/accounts.ts";
import { jobCounts } from "../db/queries/outbox/job-counts.ts";
import { DAY_MS } from "../domain/interval.ts";
import { type Check, countText, fail, durationText, listed, ok, warn } from "./check.ts";
import { ofRows } from "./database.ts";

/** An email is normally sent within this time. */
const STUCK_MS = 15 * 60_000;
const KEY_IDLE_MS = 30 * DAY_MS;

const outbox = ofRows("outbox", async (db, { review, now }) => {
  const { waiting, failed, firstDueAt } = await jobCounts(db, "email");
  const mails = `${countText(waiting, "email waits", "emails wait")}, ${failed} ${failed === 1 ? "was" : "were"} given up`;
  const lastError = await lastEmailError(db);
  const why = lastError === undefined ? "" : `; the last error: ${lastError}`;
  if (!review.config.smtp && waiting > 0) {
    return warn(
      mails,
      "They are sent once SMTP_URL and MAIL_FROM are set; hosts can read them at GET /v1/outbox.",
    );
  }
  const dueFor = now() - (firstDueAt ?? now());
  if (dueFor > STUCK_MS) {
    return fail(
      `${mails}; the oldest has been due for ${durationText(dueFor)}${why}`,
      "Start the server, or fix the problems in the lines about SMTP.",
    );
  }
  if (failed === 0) return ok(mails);
  return warn(`${mails}${why}`, "A host can retry them: POST /v1/outbox/:id/retry");
});

const hosts = ofRows("hosts", async (db) => {
  const { all, lockedOut } = await hostsIn(db);
  if (all.length === 0) return warn("there is no host", "Add one: schedkit host add");
  if (lockedOut.length === 0) return ok(`${countText(all.length, "host")}, all able to sign in`);
  return warn(
    `without an API key or a password: ${listed(lockedOut)}`,
    `Create a key: schedkit host key ${lockedOut[0]}`,
  );
});

const keys = ofRows("api_keys", async (db, { now }) => {
  const unused = await unusedKeys(db, now() - KEY_IDLE_MS);
  if (unused.length === 0) return ok("no key has been unused for long");
  const named = unused.map(({ prefix, host }) => `${prefix}… of ${host}`);
  return warn(
    `created over 30 days ago and never used: ${listed(named)}`,
    "Delete those that nobody needs: DELETE /v1/api-keys/:id",
  );
});

const eventTypes = ofRows("event_types", async (db) => {
  const closed = await eventTypesWithoutHours(db);
  if (closed.length === 0) return ok("each has bookable hours");
  return warn(
    `offered but without bookable hours: ${listed(closed)}`,
    "Add hours to their schedule: PUT /v1/schedules/:id",
  );
});

const calendars = ofRows("calendars", async (db, { now }) => {
  const failing = await failingAccounts(db);
  const { failed } = await jobCounts(db, "calendar");
  const givenUp =
    failed === 0 ? "" : `; ${countText(failed, "calendar entry was", "calendar entries were")} given up`;
  const [first] = failing;
  if (!first)
    return failed === 0 ? ok("every calendar account works") : warn(givenUp.slice(2), RETRY_ENTRIES);
  const since = durationText(now() - (first.failing_since ?? now()));
  return warn(
    `${countText(failing.length, "account fails", "accounts fail")}, the first for ${since}: ${first.error ?? "no reason known"}${givenUp}`,
    "Their hosts can fix them under Calendars in the dashboard; until then they get no bookings, or have to confirm each.",
  );
});

const RETRY_ENTRIES = "They are written again with the next daily synchronization of their account.";

/** Checks of the rows in the database. */
export const contents: readonly Check[] = [outbox, hosts, keys, eventTypes, calendars];
