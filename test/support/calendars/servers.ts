import { existsSync } from "node:fs";
import { startDavical } from "./davical.ts";
import { startRadicale } from "./radicale.ts";
import { type CalendarServer } from "./server.ts";
import { startXandikos } from "./xandikos.ts";

type ServerKind = {
  readonly name: string;
  readonly needs: readonly string[];
  readonly start: () => Promise<CalendarServer>;
};

const kinds: readonly ServerKind[] = [
  { name: "Radicale", needs: ["radicale"], start: startRadicale },
  { name: "Xandikos", needs: ["xandikos"], start: startXandikos },
  { name: "DAViCal", needs: ["php", "/usr/share/davical/htdocs/caldav.php"], start: startDavical },
];

/** The calendar servers that are installed; CI requires all. */
export const calendarServers = kinds.filter(({ name, needs }) => {
  const missing = needs.filter((one) => Bun.which(one) === null && !existsSync(one));
  if (missing.length === 0 || process.env["CI"]) return true;
  console.warn(`no ${missing.join(" and no ")}: tests with ${name} are skipped`);
  return false;
});
