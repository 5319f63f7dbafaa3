import { join } from "node:path";
import type { CalendarServer } from "./server.ts";

const script = join(import.meta.dir, "second-client.py");

/** Python's `caldav`, as the program in which a host edits a calendar. */
export function secondClient({ url, username, password }: CalendarServer, calendar: string) {
  const ask = async (action: string, more: Record<string, string> = {}) => {
    const asked = JSON.stringify({ url, username, password, calendar, action, ...more });
    const child = Bun.spawn(["/usr/bin/python3", script], {
      stdin: new TextEncoder().encode(asked),
      stdout: "pipe",
      stderr: "pipe",
    });
    const [out, err] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    if ((await child.exited) !== 0) throw new Error(err);
    return JSON.parse(out) as unknown;
  };
  return {
    list: () => ask("list") as Promise<string[]>,
    save: (ical: string) => ask("save", { ical }) as Promise<string>,
    replace: (uid: string, ical: string) => ask("replace", { uid, ical }),
    delete: (uid: string) => ask("delete", { uid }),
  };
}
