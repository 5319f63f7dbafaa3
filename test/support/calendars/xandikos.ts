import { temporaryFolder } from "../start-server.ts";
import { authorization, type CalendarServer, freePort, makeCalendars, startListener } from "./server.ts";

const account = { username: "jané", password: "with spaces in it" };

/** Xandikos with its files in a temporary folder, behind a proxy that checks the password, because it does not do so itself. */
export async function startXandikos(): Promise<CalendarServer> {
  const folder = temporaryFolder();
  const port = await freePort();
  const place = ["--directory", folder.path, "--listen-address", "127.0.0.1", "--port", String(port)];
  const principal = ["--current-user-principal", "/jane/", "--autocreate"];
  const { stop } = await startListener(["xandikos", ...place, ...principal], port);
  const proxy = passwordProxy(`http://127.0.0.1:${port}`);
  await makeCalendars(`${proxy.url.href}jane/calendars/`, account);
  return {
    url: proxy.url.href,
    ...account,
    async stop() {
      await proxy.stop(true);
      await stop();
      folder.remove();
    },
  };
}

function passwordProxy(target: string) {
  const expected = authorization(account.username, account.password);
  return Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      if (request.headers.get("authorization") !== expected) {
        return new Response(null, {
          status: 401,
          headers: { "www-authenticate": 'Basic realm="calendars"' },
        });
      }
      const { pathname, search } = new URL(request.url);
      const { method, headers } = request;
      const body = await request.bytes();
      const response = await fetch(target + pathname + search, {
        method,
        headers,
        redirect: "manual",
        ...(body.length > 0 && { body }),
      });
      return new Response(response.body, response);
    },
  });
}
