import { afterEach, beforeEach, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../support/run-command.ts";
import { runSchedkit, startServer, temporaryFolder } from "../support/start-server.ts";

const jane = "host add --name Jane --email jane@example.com --slug jane --timezone Europe/Berlin".split(" ");

const EASY = "password is too easy to guess; use a few unrelated words or a password manager.";

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;

beforeEach(async () => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
  await runSchedkit(jane, { dataDir });
});
afterEach(() => folder.remove());

/** Runs a command, by default the one that sets Jane's password, with this on standard input. */
async function typed(input: string, args = ["host", "password", "jane"]) {
  const { out, ...ended } = await runCommand(args, { dataDir, stdin: Buffer.from(input) });
  return { out: out.toString(), ...ended };
}

test("host password sets the password and ends all sessions", async () => {
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
    out: "The password of jane was changed, and all their sessions have ended.\n",
    err: "",
    code: 0,
  });
  const answered = await logIn("correct horse battery");
  const cookie = answered.headers.get("set-cookie")!.split(";")[0]!;
  const me = () => fetch(`${server.address}/v1/me`, { headers: { cookie } });
  expect([answered.status, (await me()).status]).toEqual([200, 200]);
  writeFileSync(join(folder.path, "password"), "another of them\r\nand nothing of this");
  await runSchedkit(["host", "password", "jane", "--password-file", join(folder.path, "password")], {
    dataDir,
  });
  expect((await me()).status).toBe(401);
  expect((await logIn("another of them")).status).toBe(200);
  await server.stop();
  expect(server.log.join("\n")).not.toMatch(/battery|another of|schedkit_session/);
});

test.each([
  ["a short password", "11 letters\n", "a password must have 12 to 200 characters"],
  ["none", "", "a password must have 12 to 200 characters"],
  ["a common password", "iloveyou12345\n", EASY],
  ["the host's own address", "jane@example.com\n", EASY],
])("host password rejects %s in one line", async (_, input, sentence) => {
  expect(await typed(input)).toEqual({ out: "", err: `schedkit: ${sentence}\n`, code: 1 });
});

test("host password reports a missing host or file in one line", async () => {
  expect(await typed("correct horse battery", ["host", "password", "joan"])).toMatchObject({
    err: 'schedkit: There is no host with the slug "joan".\n',
    code: 1,
  });
  const file = join(folder.path, "nowhere");
  const { err, code } = await typed("", ["host", "password", "jane", "--password-file", file]);
  expect({ err, code }).toEqual({
    err: expect.stringMatching(/^schedkit: \S+nowhere cannot be read: .+\n$/),
    code: 1,
  });
});

const second = "host add --name Joan --email joan@example.com --slug joan --timezone Europe/Berlin".split(
  " ",
);

test.each([
  ["host password", ["host", "password", "jane", "--password", "correct horse battery"]],
  ["host password, with =", ["host", "password", "jane", "--password=correct horse battery"]],
  ["host add", [...second, "--password", "correct horse battery"]],
  ["host add, with =", [...second, "--password=correct horse battery"]],
])("rejects a password as an argument: %s", async (_, args) => {
  const { err, code, out } = await typed("", args);
  expect({ out, code }).toEqual({ out: "", code: 2 });
  expect(err).toStartWith("schedkit: a password must not be an argument");
  expect(err).not.toContain("battery");
  expect((await typed("", ["host", "list"])).out).not.toContain("joan");
});

test("host add reads a password, and rejects an easy one entirely", async () => {
  expect(await typed("passwordpassword\n", [...second, "--password"])).toEqual({
    out: "",
    err: `schedkit: ${EASY}\n`,
    code: 1,
  });
  expect((await typed("", ["host", "list"])).out).not.toContain("joan");
  expect(await typed("correct horse battery\n", [...second, "--password"])).toMatchObject({
    code: 0,
    err: "",
  });
  const server = await startServer({ dataDir });
  const answered = await fetch(`${server.address}/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "joan@example.com", password: "correct horse battery" }),
  });
  expect(answered.status).toBe(200);
  await server.stop();
});
