import { afterEach, expect, test } from "bun:test";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { startApp } from "../support/start-app.ts";
import { expectProblem } from "../support/http.ts";

const folder = temporaryFolder();
let server: Server | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
  folder.remove();
});

test("with METRICS_ADDR metrics are only served there", async () => {
  const port = await freePort();
  server = await startServer({ dataDir: folder.path, env: { METRICS_ADDR: `127.0.0.1:${port}` } });
  const there = `http://127.0.0.1:${port}`;
  await fetch(`${server.address}/v1/u/nobody`);
  const scraped = await fetch(`${there}/metrics`);
  expect(scraped.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(await scraped.text()).toContain('{method="GET",route="/v1/u/:username",status="404"} 1');
  for (const other of ["/", "/healthz", "/v1/u/nobody", "/metrics/"]) {
    const answered = await fetch(there + other);
    expect([other, answered.status]).toEqual([other, 404]);
    expect(await answered.json()).toMatchObject({ code: "not_found" });
  }
  expect((await fetch(`${there}/metrics`, { method: "POST" })).status).toBe(404);
  expect((await fetch(`${server.address}/metrics`)).status).toBe(404);
});

test("with METRICS_ADDR the public metrics route is 404", async () => {
  const app = await startApp({ metricsAddress: { host: "127.0.0.1", port: 9464 } });
  expectProblem(await app.request("GET", "/metrics"), 404, "not_found");
  app.close();
});

test("serve rejects a used METRICS_ADDR in one line, before creating anything", async () => {
  const other = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
  const env = { METRICS_ADDR: `127.0.0.1:${other.port}`, HOST: "127.0.0.1", PORT: "0" };
  expect(await complaintOf(env)).toContain(
    `cannot listen on 127.0.0.1:${other.port}: it is in use; set METRICS_ADDR to a free port`,
  );
  await other.stop(true);
});

test.each(["9464", "localhost", ":0", "127.0.0.1:99999", "::1:9464", "http://127.0.0.1:9464"])(
  "serve rejects METRICS_ADDR=%s in one line",
  async (value) => {
    expect(await complaintOf({ METRICS_ADDR: value })).toContain(
      `METRICS_ADDR is "${value}"; it takes an address and a port, such as 127.0.0.1:9464 or :9464`,
    );
  },
);

/** A free port on loopback. */
async function freePort(): Promise<number> {
  const probe = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
  const { port } = probe;
  await probe.stop(true);
  return port!;
}

/** The error of a server that does not start. */
function complaintOf(env: Record<string, string>): Promise<string> {
  return runSchedkit(["serve"], { dataDir: folder.path, env }).catch((error: Error) => error.message);
}
