import { afterAll, expect, test } from "bun:test";
import fc from "fast-check";
import { requestsFrom } from "./fuzz-requests.ts";
import { judge } from "./fuzz-verdict.ts";
import { startWorld, type World } from "./fuzz-world.ts";
import { length } from "./lengths.ts";

/** The same seed repeats the same requests: `FUZZ_SEED=…`. */
const seed = Number(process.env["FUZZ_SEED"] ?? length({ short: 1, full: Date.now() % 1_000_000_000 }));
const rounds = length({ short: 4, full: 80 });
/** Per operation, on average. */
const requestsARound = length({ short: 15, full: 24 });

/** Every round starts over with other settings. */
const settings = [
  {},
  { actionLinks: "click" },
  { trustProxy: true, rateLimit: true },
  { actionLinks: "click", trustProxy: true },
] as const;

const seen = new Map<string, number>();
afterAll(() => {
  if (process.env["FUZZ_REPORT"])
    console.info(Object.fromEntries([...seen].toSorted(([a], [b]) => a.localeCompare(b))));
});

test.each(Array.from({ length: rounds }, (_, round) => round))(
  `every request gets a documented response (seed ${seed}, round %d)`,
  async (round) => {
    const setting = settings[round % settings.length]!;
    const world = await startWorld(setting);
    try {
      await fuzz(world, seed + round, "rateLimit" in setting);
      expect((await world.app.request("GET", "/readyz")).status).toBe(200);
      expect(world.overlaps()).toBe(0);
    } finally {
      await world.close();
    }
  },
  600_000,
);

test("nearly every operation was reached with valid input", () => {
  const reached = new Set(
    [...seen.keys()].filter((one) => / 20[0124]$/.test(one)).map((one) => one.split(" ")[0]),
  );
  const all = new Set([...seen.keys()].map((one) => one.split(" ")[0]));
  expect(reached.size / all.size).toBeGreaterThan(length({ short: 0.8, full: 0.95 }));
});

async function fuzz(world: World, roundSeed: number, isLimited: boolean): Promise<void> {
  const complaintsAbout = judge(world.description, { hidden: world.hidden, isLimited });
  const property = fc.asyncProperty(requestsFrom(world.description, world.hidden), async (request) => {
    const exchange = await world.ask(request);
    const { sent, answered } = exchange;
    const complaints = complaintsAbout(exchange);
    if (request.id !== "nothing") count(`${request.id} ${answered.status}`);
    if (complaints.length === 0) return;
    const logged = world.app.logged.filter(({ level }) => level === "error").slice(-1);
    const { method, target } = sent;
    throw new Error(
      JSON.stringify({ complaints, method, target, text: answered.text.slice(0, 500), logged }, null, 1),
    );
  });
  await fc.assert(property, {
    seed: roundSeed,
    numRuns: requestsARound * world.description.operations.length,
  });
}

function count(what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1);
}
