import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { program } from "../support/program.ts";
import { endOf, runSchedkit, startServer, temporaryFolder } from "../support/start-server.ts";

const jane = "host add --name Jane --email jane@example.com --slug jane --timezone Europe/Berlin".split(" ");

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;

beforeEach(async () => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
  await runSchedkit(jane, { dataDir });
});
afterEach(() => folder.remove());

/** Sets the password with this on standard input. */
async function typed(input: string): Promise<{ out: string; err: string; code: number }> {
  const child = Bun.spawn([...program, "host", "password", "jane"], {
    env: { PATH: process.env["PATH"] ?? "", DATA_DIR: dataDir },
    stdin: new Blob([input]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = [await new Response(child.stdout).text(), await new Response(child.stderr).text()];
  return { out, err, code: await child.exited };
}

test("host password sets what is typed, while the server runs, and logs the host out everywhere", async () => {
  const server = await startServer({ dataDir });
  const logIn = (password: string) =>
    fetch(`${server.address}/v1/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "jane@example.com", password }),
    });
  expect((await logIn("correct horse battery")).status).toBe(401);
  const said = await typed("correct horse battery\n");
  expect(said).toEqual({
    out: "jane logs in with that password from now on, and is logged out everywhere.\n",
    err: "",
    code: 0,
  });
  const answered = await logIn("correct horse battery");
  const cookie = answered.headers.get("set-cookie")!.split(";")[0]!;
  const me = () => fetch(`${server.address}/v1/me`, { headers: { cookie } });
  expect([answered.status, (await me()).status]).toEqual([200, 200]);
  await runSchedkit(["host", "password", "jane", "--password", "another of them"], { dataDir });
  expect((await me()).status).toBe(401);
  expect((await logIn("another of them")).status).toBe(200);
  await server.stop();
  expect(server.log.join("\n")).not.toMatch(/battery|another of|schedkit_session/);
}, 20_000);

test.each([
  [
    "a password that is too short",
    ["jane", "--password", "123"],
    "a password must have 10 to 200 characters",
  ],
  ["a host there is not", ["joan", "--password", "long enough"], 'There is no host with the slug "joan".'],
])("host password refuses %s in one line", async (_, args, sentence) => {
  const { err, code } = await endOf(["host", "password", ...args], { dataDir });
  expect({ err, code }).toEqual({ err: `schedkit: ${sentence}\n`, code: 1 });
});

test("host password takes nothing for no password", async () => {
  expect(await typed("")).toMatchObject({
    code: 1,
    err: "schedkit: a password must have 10 to 200 characters\n",
  });
});
