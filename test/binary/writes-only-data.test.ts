import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { theBinary } from "../support/binary.ts";
import { type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane, bookJane, firstSlot } from "../support/visitor.ts";

/** A user id that nothing else uses, so that every file it owns was written by this test. */
const SOMEBODY = 61_873;
const canBecomeSomebody = process.getuid?.() === 0 && Bun.which("setpriv") !== null;
if (!canBecomeSomebody) console.warn("neither root nor setpriv: tests as another user are skipped");

/** A folder that this user can read, unlike the build folder. */
const program = temporaryFolder();
const binary = join(program.path, "schedkit");
let folder: ReturnType<typeof temporaryFolder>;
let home: string;
let dataDir: string;
let server: Server | undefined;

beforeAll(async () => {
  copyFileSync(await theBinary(), binary);
  chmodSync(program.path, 0o755);
});
afterAll(() => program.remove());

beforeEach(() => {
  folder = temporaryFolder();
  chmodSync(folder.path, 0o755);
  home = join(folder.path, "home");
  dataDir = join(folder.path, "data");
  for (const path of [home, dataDir]) {
    mkdirSync(path);
    chownSync(path, SOMEBODY, SOMEBODY);
  }
});
afterEach(async () => {
  await server?.kill();
  folder.remove();
});

/** Runs the executable as this user, with a home and a temporary folder of their own. */
function asSomebody() {
  const become = ["setpriv", `--reuid=${SOMEBODY}`, `--regid=${SOMEBODY}`, "--clear-groups"];
  const command = ["env", "--chdir", home, ...become, binary];
  return { command, dataDir, env: { HOME: home, TMPDIR: home } };
}

/** Goes through everything that makes a server write files. */
async function liveThrough(): Promise<void> {
  server = await startServer(asSomebody());
  await addJane(asSomebody());
  expect((await bookJane(server.address, await firstSlot(server.address))).status).toBe(201);
  expect((await fetch(`${server.address}/book/jane/30min`)).status).toBe(200);
  expect((await fetch(`${server.address}/swagger`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
}

test.skipIf(!canBecomeSomebody)(
  "works if only the data folder is writable",
  async () => {
    chmodSync(home, 0o555);
    chownSync(home, 0, 0);
    await liveThrough();
    expect(readdirSync(dataDir)).toContain("schedkit.db");
  },
  30_000,
);

test.skipIf(!canBecomeSomebody)("never writes outside the data folder", async () => {
  const before = statSync(home, { bigint: true }).mtimeNs;
  await liveThrough();
  expect(readdirSync(home)).toEqual([]);
  expect(statSync(home, { bigint: true }).mtimeNs).toBe(before);
  const find = ["find", "/tmp", "/var/tmp", "/dev/shm", "-maxdepth", "2", "-user", String(SOMEBODY)];
  const theirs = await new Response(Bun.spawn(find, { stderr: "ignore" }).stdout).text();
  expect(
    theirs
      .trim()
      .split("\n")
      .filter((path) => !path.startsWith(folder.path)),
  ).toEqual([]);
});
