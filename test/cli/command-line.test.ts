import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { variables } from "../../src/config/config.ts";
import { environment, program } from "../support/program.ts";
import { startServer, temporaryFolder } from "../support/start-server.ts";

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
});
afterEach(() => folder.remove());

/** Runs a command to its end; stops a server that starts. */
async function run(args: string[], env: Record<string, string> = {}) {
  const { PATH = "" } = process.env;
  const child = Bun.spawn([...program, ...args], {
    env: { PATH, HOST: "127.0.0.1", PORT: "0", DATA_DIR: dataDir, ...env },
    stdout: "pipe",
    stderr: "pipe",
    timeout: 20_000,
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { out, err, code };
}

const jane = [
  "--name",
  "Jane Doe",
  "--email",
  "jane@example.com",
  "--slug",
  "jane",
  "--timezone",
  "Europe/Berlin",
];

test("help names every command and every variable", async () => {
  const { out, code } = await run(["help"]);
  expect(code).toBe(0);
  for (const name of Object.keys(variables)) expect(out).toContain(name);
  const some =
    "serve, host add, host list, host key, host password, attendee export, attendee erase, attendee scrub";
  const others = "backup, restore, doctor, config, migrate, health, systemd-unit, version, help";
  for (const command of `${some}, ${others}`.split(", ")) expect(out).toContain(`schedkit ${command}`);
});

test.each([
  ["dance", undefined],
  ["host", "host add, host list, host key, host password"],
  ["host dance", "host add, host list, host key, host password"],
  ["serve --fast", "serve"],
  ["--fast", "serve"],
  ["host add", "host add"],
  ["host key", "host key"],
  ["version now", "version"],
  ["help dance", "help"],
  ["dance --help", undefined],
])("bad usage prints the command's usage and exits with 2: %s", async (words, usage) => {
  const { err, code, out } = await run(words.split(" "));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(usedIn(err)).toEqual(usage?.split(", ") ?? []);
  expect(err).toStartWith("schedkit: ");
  expect(err).toEndWith("\n\nAll commands: schedkit help\n");
  expect(existsSync(dataDir)).toBe(false);
});

/** The commands whose usage a text contains. */
function usedIn(text: string): string[] {
  return Array.from(text.matchAll(/^  schedkit ((?:host )?[\w-]+)/gm), ([, command]) => command!);
}

test.each([
  ["host add --help", "host add"],
  ["host add --name Jane -h", "host add"],
  ["help host add", "host add"],
  ["host --help", "host add, host list, host key, host password"],
  ["help backup", "backup"],
  ["--demo --help", "serve"],
])("prints the usage of one command: %s", async (words, usage) => {
  const { out, err, code } = await run(words.split(" "));
  expect({ code, err, usage: usedIn(out) }).toEqual({ code: 0, err: "", usage: usage.split(", ") });
  expect(existsSync(dataDir)).toBe(false);
});

test.each([
  "host list",
  "host key jane",
  "host password jane",
  "attendee export jason@example.com",
  "attendee erase jason@example.com --yes",
  "attendee scrub",
  "backup copy.db",
])("creates no database: %s", async (words) => {
  const { err, code } = await run(words.split(" "));
  expect({ err, code }).toEqual({
    err: `schedkit: there is no database in ${dataDir}; set DATA_DIR to its folder\n`,
    code: 1,
  });
  expect(existsSync(dataDir)).toBe(false);
});

test("host add prints the id, the slug and a key", async () => {
  const { out, code } = await run(["host", "add", ...jane, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out.trim())).toEqual({
    id: 1,
    slug: "jane",
    api_key: expect.stringMatching(/^sk_[\w-]{43}$/),
  });
  expect((await run(["host", "list"])).out).toBe("jane\tJane Doe\tjane@example.com\tEurope/Berlin\n");
  expect(JSON.parse((await run(["host", "key", "jane", "--json"])).out)).toMatchObject({ slug: "jane" });
});

test("host add accepts an available language for emails", async () => {
  const { code } = await run(["host", "add", ...jane, "--language", "de-AT"]);
  expect(code).toBe(0);
  expect(JSON.parse((await run(["host", "list", "--json"])).out)).toMatchObject([{ locale: "de-AT" }]);
  const refused = await run(["host", "add", ...jane, "--language", "ja"]);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/^schedkit: --language must be a language tag.*: en, de, fr, es, pt, nl\n$/);
});

test.each([
  ["a taken slug", jane, "That slug is taken. Please choose another one."],
  [
    "an unknown zone",
    [...jane, "--timezone", "Mars/Olympus"],
    "--timezone must be an IANA time zone, like America/Chicago",
  ],
  [
    "a line break in the name",
    [...jane, "--name", "Jane\nDoe"],
    "--name must be a single line of visible text of at most 200 characters",
  ],
])("host add rejects %s in one line", async (_what, args, sentence) => {
  await run(["host", "add", ...jane]);
  const { err, code } = await run(["host", "add", ...args]);
  expect(code).toBe(1);
  expect(err).toBe(`schedkit: ${sentence}\n`);
});

test.each([
  ["PORT", "80000", 'PORT is "80000"; it takes a port from 0 to 65535'],
  [
    "PUBLIC_URL",
    "book.example.com",
    'PUBLIC_URL is "book.example.com"; it takes an address such as https://book.example.com',
  ],
  ["ACTION_LINKS", "maybe", 'ACTION_LINKS is "maybe"; it takes direct or click'],
  ["LOG_LEVEL", "loud", 'LOG_LEVEL is "loud"; it takes debug, info, warn, error'],
  [
    "SMTP_URL",
    "http://user:hunter2@mail",
    "SMTP_URL is not usable; it takes smtp[s]://user:password@host:port",
  ],
  ["SMTP_URL_FILE", "/nowhere/secret", 'SMTP_URL_FILE is "/nowhere/secret", which cannot be read'],
])("serve rejects a bad %s in one line, before creating anything", async (name, value, line) => {
  const { err, code } = await run(["serve"], { [name]: value });
  expect(code).toBe(1);
  expect(err).toBe(`schedkit: ${line}\n`);
  expect(existsSync(dataDir)).toBe(false);
});

test("serve rejects a data folder without a parent in one line", async () => {
  const { err, code } = await run(["serve"], { DATA_DIR: join(folder.path, "not", "mounted") });
  expect(code).toBe(1);
  expect(err).toBe(
    `schedkit: DATA_DIR is "${folder.path}/not/mounted", whose parent folder does not exist\n`,
  );
});

test("serve rejects a file as data folder in one line", async () => {
  writeFileSync(dataDir, "");
  const { err, code } = await run(["serve"]);
  expect(code).toBe(1);
  expect(err).toBe(`schedkit: DATA_DIR is "${dataDir}", which is not a folder\n`);
});

test("serve rejects a used port in one line, before creating anything", async () => {
  const other = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
  const { err, code } = await run(["serve"], { PORT: String(other.port) });
  const { port } = other;
  await other.stop(true);
  expect(code).toBe(1);
  expect(err).toBe(`schedkit: cannot listen on 127.0.0.1:${port}: it is in use; set PORT to a free port\n`);
  expect(existsSync(dataDir)).toBe(false);
});

test("serve rejects a newer database in one line and leaves it alone", async () => {
  await run(["migrate"]);
  const path = join(dataDir, "schedkit.db");
  const database = new Database(path);
  database.run("pragma user_version = 999");
  database.run("pragma wal_checkpoint(truncate)");
  database.close();
  const before = readFileSync(path);
  const { err, code } = await run(["serve"]);
  expect(code).toBe(1);
  expect(err).toMatch(/^schedkit: .*schedkit\.db cannot be used: it was written by a newer schedkit .*\n$/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a truncated secret is not replaced", async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "schedkit.secret"), "abc");
  const { err, code } = await run(["serve"]);
  expect(code).toBe(1);
  expect(err).toContain("does not contain a secret");
  expect(readFileSync(join(dataDir, "schedkit.secret"), "utf8")).toBe("abc");
});

test("new files are private", async () => {
  await run(["host", "add", ...jane]);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(dataDir)) expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
});

test("--demo adds Jane and prints a curl; later starts print her page", async () => {
  const first = await demo("not shown again");
  expect(first).toContain("/swagger");
  expect(first).toMatch(/"start_time": "\d{4}-\d\d-\d\dT\d\d:\d\d:00Z"/);
  expect(first).toMatch(/sk_[\w-]{43}/);
  const second = await demo("create one with");
  expect(second).toContain("There is already a host");
  for (const printed of [first, second]) expect(printed).toContain("  http://localhost:3000/book/jane\n");
});

/** The output of a server with --demo up to these words. */
async function demo(last: string): Promise<string> {
  const child = Bun.spawn([...program, "serve", "--demo"], {
    env: environment({ dataDir, env: { PUBLIC_URL: "http://localhost:3000" } }),
    stdout: "pipe",
    stderr: "ignore",
  });
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += new TextDecoder().decode(chunk);
    if (printed.includes(last)) break;
  }
  child.kill("SIGTERM");
  expect(await child.exited).toBe(0);
  return printed;
}

test("processes that start together share a new database", async () => {
  for (let round = 0; round < 10; round += 1) {
    const started = Array.from({ length: 4 }, () =>
      run(["migrate"], { DATA_DIR: join(folder.path, `data-${round}`) }),
    );
    const ended = await Promise.all(started);
    expect(ended.map(({ code, err }) => `${code} ${err}`)).toEqual(Array<string>(4).fill("0 "));
  }
});

test("two servers can share one folder", async () => {
  const [one, two] = await Promise.all([startServer({ dataDir }), startServer({ dataDir })]);
  const answers = await Promise.all([one, two].map(({ address }) => fetch(`${address}/readyz`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await Promise.all([one.stop(), two.stop()])).toEqual([0, 0]);
});
