import start from "./0001_start.sql" with { type: "text" };
import languages from "./0002_languages.sql" with { type: "text" };
import privacy from "./0003_privacy.sql" with { type: "text" };
import watching from "./0004_watching.sql" with { type: "text" };
import secret from "./0005_secret.sql" with { type: "text" };
import sessions from "./0006_sessions.sql" with { type: "text" };
import webhooks from "./0007_webhooks.sql" with { type: "text" };
import meetings from "./0008_meetings.sql" with { type: "text" };

/** Every migration in order; the first one makes version 1. Add new ones at the end, never change an old one. */
export const migrations: readonly string[] = [
  start,
  languages,
  privacy,
  watching,
  secret,
  sessions,
  webhooks,
  meetings,
];
