import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { canListen, type ServiceManager, startServiceManager } from "./service-manager.ts";

let folder: ReturnType<typeof temporaryFolder>;
let manager: ServiceManager | undefined;
let server: Server | undefined;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await server?.kill();
  manager?.close();
  folder.remove();
});

async function start(env: Record<string, string>): Promise<Server> {
  server = await startServer({ dataDir: join(folder.path, "data"), env });
  return server;
}

describe.skipIf(!canListen)("a server under a service manager", () => {
  const inFolder = () => join(folder.path, "notify");
  const abstract = () => `@${folder.path}/notify`;

  test.each([
    ["a path", inFolder],
    ["an abstract name", abstract],
  ])("reports that it is ready and that it stops, at %s", async (_what, address) => {
    const NOTIFY_SOCKET = address();
    manager = await startServiceManager(NOTIFY_SOCKET);
    const running = await start({ NOTIFY_SOCKET });
    await manager.waitFor("READY=1");
    expect((await fetch(`${running.address}/healthz`)).status).toBe(200);
    expect(manager.told).toEqual(["READY=1"]);
    expect(await running.stop()).toBe(0);
    await manager.waitFor("STOPPING=1");
    expect(manager.told).toEqual(["READY=1", "STOPPING=1"]);
  });

  test("pings twice per watchdog timeout", async () => {
    const NOTIFY_SOCKET = inFolder();
    manager = await startServiceManager(NOTIFY_SOCKET);
    const running = await start({ NOTIFY_SOCKET, WATCHDOG_USEC: "1000000" });
    await manager.waitFor("READY=1");
    const from = performance.now();
    await manager.waitFor("WATCHDOG=1", 3);
    const each = (performance.now() - from) / 3;
    expect(each).toBeGreaterThan(250);
    expect(each).toBeLessThan(1_000);
    expect(await running.stop()).toBe(0);
    await manager.waitFor("STOPPING=1");
    expect(manager.told.at(-1)).toBe("STOPPING=1");
  });

  test("leaves the pings to the process that the manager watches", async () => {
    const NOTIFY_SOCKET = inFolder();
    manager = await startServiceManager(NOTIFY_SOCKET);
    const running = await start({ NOTIFY_SOCKET, WATCHDOG_USEC: "2000", WATCHDOG_PID: "1" });
    await manager.waitFor("READY=1");
    for (let asked = 0; asked < 10; asked++) await fetch(`${running.address}/healthz`);
    expect(await running.stop()).toBe(0);
    await manager.waitFor("STOPPING=1");
    expect(manager.told).toEqual(["READY=1", "STOPPING=1"]);
  });
});

test.each(["/nowhere/notify", "vsock:2:1234", `/${"long".repeat(30)}`])(
  "warns if the manager cannot be notified, and serves: %s",
  async (NOTIFY_SOCKET) => {
    const running = await start({ NOTIFY_SOCKET });
    expect((await fetch(`${running.address}/healthz`)).status).toBe(200);
    expect(await running.stop()).toBe(0);
    expect(running.log.join("\n")).toContain(`NOTIFY_SOCKET is \\"${NOTIFY_SOCKET}\\", which cannot be used`);
  },
);
