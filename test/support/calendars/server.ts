import { createServer } from "node:net";

/** A real calendar server with one account and two calendars. */
export type CalendarServer = {
  /** What a host enters as its address. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  stop(): Promise<void>;
};

/** The names of the two calendars of each server. */
export const calendarNames = ["Work", "Zuhause"] as const;

/** A process and all its output, for messages of failed starts. */
type Started = { readonly pid: number; readonly stop: () => Promise<void> };

/** Starts a process that listens on a port, and waits until it accepts connections. */
export async function startListener(
  command: readonly string[],
  port: number,
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<Started> {
  const child = Bun.spawn([...command], { stdout: "pipe", stderr: "pipe", stdin: "ignore", ...options });
  const output = Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended:\n${(await output).join("\n")}`);
    await Bun.sleep(20);
  }
  return {
    pid: child.pid,
    async stop() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

async function accepts(port: number): Promise<boolean> {
  try {
    const socket = await Bun.connect({ hostname: "127.0.0.1", port, socket: { data: () => undefined } });
    socket.end();
    return true;
  } catch {
    return false;
  }
}

/** A port on which nothing listens at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Creates the two calendars below an address with MKCALENDAR (RFC 4791, 5.3.1). */
export async function makeCalendars(
  home: string,
  { username, password }: Pick<CalendarServer, "username" | "password">,
): Promise<void> {
  for (const [at, name] of calendarNames.entries()) {
    const response = await fetch(`${home}cal%40${at}/`, {
      method: "MKCALENDAR",
      headers: {
        authorization: authorization(username, password),
        "content-type": "text/xml; charset=utf-8",
      },
      body: `<?xml version="1.0" encoding="utf-8"?>
        <c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
          <d:set><d:prop><d:displayname>${name}</d:displayname></d:prop></d:set>
        </c:mkcalendar>`,
    });
    if (response.status !== 201) throw new Error(`MKCALENDAR: ${response.status} ${await response.text()}`);
  }
}

export function authorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
