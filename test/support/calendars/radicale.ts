import { join } from "node:path";
import { temporaryFolder } from "../start-server.ts";
import { type CalendarServer, freePort, makeCalendars, startListener } from "./server.ts";

const account = { username: "jané@example.com", password: "schöne lange pass phrase" };

/** Radicale with a password file and its files in a temporary folder. */
export async function startRadicale(): Promise<CalendarServer> {
  const folder = temporaryFolder();
  const port = await freePort();
  const users = join(folder.path, "users");
  await Bun.write(users, `${account.username}:${account.password}\n`);
  const options = {
    "server-hosts": `127.0.0.1:${port}`,
    "auth-type": "htpasswd",
    "auth-htpasswd-filename": users,
    "auth-htpasswd-encryption": "plain",
    "auth-delay": "0",
    "storage-filesystem-folder": join(folder.path, "collections"),
    "web-type": "none",
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { stop } = await startListener(["radicale", "--config", "", ...args], port);
  const url = `http://127.0.0.1:${port}/`;
  await makeCalendars(`${url}${encodeURIComponent(account.username)}/`, account);
  return {
    url,
    ...account,
    async stop() {
      await stop();
      folder.remove();
    },
  };
}
