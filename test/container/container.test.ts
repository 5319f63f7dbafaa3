import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { bookJane, firstSlot } from "../support/visitor.ts";
import { debian, freePort, statusOf, until } from "./machine.ts";
import { buildImage, limits, podman, removePodman, tellPodman } from "./podman.ts";

const NONROOT = "65532";
/** How long `docker stop` waits before it kills. */
const STOP_PATIENCE_SECONDS = 10;

describe.skipIf(!debian)("the container", () => {
  let image: string;
  let apiKey: string;

  beforeAll(async () => {
    image = await buildImage(join(import.meta.dir, "../.."));
  }, 300_000);
  afterAll(removePodman, 60_000);

  /** Starts a container with the strictest options, with its data in this volume. */
  async function start(name: string, volume = "data"): Promise<string> {
    const port = freePort();
    const strict = [
      "--read-only",
      "--read-only-tmpfs=false",
      "--cap-drop=all",
      "--security-opt=no-new-privileges",
    ];
    const settings = [
      "--network=host",
      `--volume=${volume}:/data`,
      `--env=PORT=${port}`,
      "--env=RATE_LIMIT=off",
    ];
    // Podman would need a systemd timer; the tests run the check themselves.
    const byHand = "--health-interval=disable";
    await podman("run", "--detach", `--name=${name}`, ...limits, ...strict, ...settings, byHand, image);
    await until(async () => (await tellPodman("healthcheck", "run", name)).code === 0);
    return `http://127.0.0.1:${port}`;
  }

  const pidOf = async (name: string) => Number(await podman("inspect", "--format={{.State.Pid}}", name));

  test("runs as a numeric non-root user", async () => {
    expect(await podman("image", "inspect", "--format={{.User}}", image)).toBe(`${NONROOT}:${NONROOT}`);
    await start("locked");
    const status = await statusOf(await pidOf("locked"));
    expect(status["Uid"]!.split("\t")).toEqual([NONROOT, NONROOT, NONROOT, NONROOT]);
    expect(status["NSpid"]).toEndWith("\t1");
    expect(status["CapEff"]).toMatch(/^0+$/);
  });

  test("books and keeps the booking on a read-only root", async () => {
    const address = await start("first", "kept");
    const jane = ["--name=Jane", "--email=jane@example.com", "--slug=jane", "--timezone=UTC", "--json"];
    const printed = await podman("exec", "first", "/schedkit", "host", "add", ...jane);
    apiKey = JSON.parse(printed.split("\n").at(-1)!).api_key;
    expect((await bookJane(address, await firstSlot(address))).status).toBe(201);
    await podman("stop", `--time=${STOP_PATIENCE_SECONDS}`, "first");
    await podman("rm", "first");

    const again = await start("second", "kept");
    const bookings = await fetch(`${again}/v1/bookings`, { headers: { "x-api-key": apiKey } });
    expect((await bookings.json()).total).toBe(1);
  });

  test("stops on SIGTERM although it is process 1", async () => {
    await start("stopping");
    const from = performance.now();
    await podman("stop", `--time=${STOP_PATIENCE_SECONDS}`, "stopping");
    expect(performance.now() - from).toBeLessThan(STOP_PATIENCE_SECONDS * 1_000);
    expect(await podman("inspect", "--format={{.State.ExitCode}}", "stopping")).toBe("0");
  });

  test("reports a hanging server as unhealthy, and its recovery", async () => {
    await start("hanging");
    const pid = await pidOf("hanging");
    process.kill(pid, "SIGSTOP");
    const from = performance.now();
    const hanging = await tellPodman("healthcheck", "run", "hanging");
    process.kill(pid, "SIGCONT");
    expect(hanging.code).toBe(1);
    expect(performance.now() - from).toBeLessThan(30_000);
    expect((await tellPodman("healthcheck", "run", "hanging")).code).toBe(0);
  });
});
