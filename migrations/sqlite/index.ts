import type { Database as BunDatabase } from "bun:sqlite";
import type { EpochMs } from "../../src/domain/interval.ts";
import start from "./0001_start.sql" with { type: "text" };
import languages from "./0002_languages.sql" with { type: "text" };
import privacy from "./0003_privacy.sql" with { type: "text" };
import watching from "./0004_watching.sql" with { type: "text" };
import secret from "./0005_secret.sql" with { type: "text" };
import sessions from "./0006_sessions.sql" with { type: "text" };
import webhooks from "./0007_webhooks.sql" with { type: "text" };
import meetings from "./0008_meetings.sql" with { type: "text" };
import abuse from "./0010_abuse.sql" with { type: "text" };
import { fillAbuse } from "./0010_abuse.ts";
import signIn from "./0011_sign_in.sql" with { type: "text" };
import slotVersions from "./0012_slot_versions.sql" with { type: "text" };
import formerSlugs from "./0013_former_slugs.sql" with { type: "text" };
import hostProfiles from "./0014_host_profiles.sql" with { type: "text" };
import calendars from "./0015_calendars.sql" with { type: "text" };
import { beginReminding } from "./0016_booking_options.ts";
import bookingOptions from "./0016_booking_options.sql" with { type: "text" };

/** The SQL of a migration; `fill` then does to the rows what SQL cannot. */
export type Migration =
  string | { readonly sql: string; readonly fill: (raw: BunDatabase, now: EpochMs) => void };

/** Every migration in order; the first one makes version 1. Add new ones at the end, never change an old one. */
export const migrations: readonly Migration[] = [
  start,
  languages,
  privacy,
  watching,
  secret,
  sessions,
  webhooks,
  meetings,
  { sql: abuse, fill: fillAbuse },
  signIn,
  slotVersions,
  formerSlugs,
  hostProfiles,
  calendars,
  { sql: bookingOptions, fill: beginReminding },
];

export function sqlOf(migration: Migration): string {
  return typeof migration === "string" ? migration : migration.sql;
}
