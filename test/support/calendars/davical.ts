import { temporaryFolder } from "../start-server.ts";
import { startPostgres } from "./postgres.ts";
import { type CalendarServer, freePort, makeCalendars, startListener } from "./server.ts";

const account = { username: "jane", password: "long pass phrase" };
const folder = "/usr/share/davical";

/** DAViCal in PHP's own web server, with a PostgreSQL of its own that Debian's configuration finds through the environment. */
export async function startDavical(): Promise<CalendarServer> {
  const logs = temporaryFolder();
  const database = await startPostgres();
  await database.run([`${folder}/dba/create-database.sh`, "davical", "admin password"]);
  await database.run(["psql", "--quiet", "--dbname=davical", `--command=${addAccount}`]);
  const port = await freePort();
  const options = ["-d", "display_errors=0", "-d", `error_log=${logs.path}/php.log`, "-d", "log_errors=1"];
  const serve = ["php", ...options, "-S", `127.0.0.1:${port}`, "-t", `${folder}/htdocs`];
  const env = { ...process.env, ...database.env };
  const web = await startListener(serve, port, { env, cwd: `${folder}/htdocs` });
  const url = `http://127.0.0.1:${port}/caldav.php/`;
  await makeCalendars(`${url}${account.username}/`, account);
  return {
    url,
    ...account,
    async stop() {
      await web.stop();
      await database.stop();
      logs.remove();
    },
  };
}

/** Two asterisks mark a password in plain text. */
const addAccount = `insert into dav_principal (username, password, fullname, email, type_id, user_active)
  values ('${account.username}', '**${account.password}', 'Jane Doe', 'jane@example.com', 1, true)`;
