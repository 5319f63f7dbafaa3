import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { variables } from "../src/config/config.ts";
import type { Variable } from "../src/config/setting.ts";
import { startApp } from "./support/start-app.ts";
import { endOf, startServer, runSchedkit, temporaryFolder } from "./support/start-server.ts";
import manifest from "../package.json" with { type: "json" };

const readme = readFileSync(join(import.meta.dir, "../README.md"), "utf8");
const jane = "host add --name Jane --email jane@example.com --slug jane --timezone America/New_York".split(
  " ",
);
const codeAfter = (heading: string) =>
  readme.slice(readme.indexOf(heading)).matchAll(/```sh\n([\s\S]*?)```/g);

test("the README's table has every variable once, with the default and the meaning that help gives", () => {
  const table = readme.slice(readme.indexOf("## Configuration"), readme.indexOf("## On a VPS"));
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const cells = rows.map((row) => row.replaceAll("`", "").split("|").slice(1, -1));
  const said = cells.map(([name, ...rest]) => [name!.trim(), ...rest.map((cell) => cell.trim())]);
  const known = Object.entries<Variable>(variables);
  expect(said).toEqual(
    known.map(([name, variable]) => [name, variable.default ?? variable.otherwise ?? "", variable.meaning]),
  );
  for (const [name, { secret }] of known) {
    if (secret) expect(table).toContain(`\`${name}_FILE\``);
    else expect(readme).not.toContain(`${name}_FILE`);
  }
});

test("the README shows the doctor's lines as they are printed", async () => {
  const folder = temporaryFolder();
  const dataDir = `${folder.path}/data`;
  await runSchedkit(jane, { dataDir });
  const { out } = await endOf(["doctor"], { dataDir, env: { SMPT_URL: "smtp://mail.example.com" } });
  folder.remove();
  const section = readme.slice(
    readme.indexOf("## When something is wrong"),
    readme.indexOf("## The API in short"),
  );
  const linesOf = (text: string) =>
    new Map([...text.matchAll(/^(?:ok {2}|warn|FAIL) {2}(\w+): .*$/gm)].map(([line, name]) => [name, line]));
  const [printed, shown] = [linesOf(out), linesOf(section)];
  expect([...shown.keys()]).toEqual([...printed.keys()]);
  for (const name of ["spelling", "secret", "schema", "overlaps", "hosts", "event_types", "smtp"])
    expect(shown.get(name)).toBe(printed.get(name));
});

test("the README says what every dependency does for us", () => {
  const table = readme.slice(readme.indexOf("### Dependencies"));
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  for (const name of names.filter((one) => !one.startsWith("@types/")))
    expect(table).toContain(`\`${name}\``);
});

test("the README's first booking gives the answers shown", async () => {
  const folder = temporaryFolder();
  const server = await startServer({ dataDir: `${folder.path}/data` });
  await runSchedkit(jane, { dataDir: `${folder.path}/data` });
  const [ask, take] = [...codeAfter("## The first booking")].map(([, code]) => code!);
  const script = `${ask}\n${take}\n${take!.slice(take!.indexOf("curl"))}`;
  const lines = await run(script.replaceAll("http://localhost:3000", server.address), folder.path);
  await server.stop();
  folder.remove();
  expect(lines).toContain("start_local:");
  expect(lines).toContain(
    '"status":"confirmed","requires_confirmation":false,"attendee_name":"Jason Johnson"',
  );
  expect(lines).toContain(
    '{"error":"That time cannot be booked. Please choose another one.","code":"slot_unavailable"}',
  );
}, 20_000);

test("the README names every public path that the app has", async () => {
  const app = await startApp();
  const paths = new Set(app.app.routes.map(({ path }) => path.replace(/\/$/, "")));
  app.close();
  for (const [, path] of readme.matchAll(/`(?:GET |POST |GET. and .POST )?(\/v1\/[\w/:-]+)/g)) {
    const known = [...paths].some((one) => sameShape(one, path!));
    expect(known, path).toBe(true);
  }
});

function sameShape(one: string, other: string): boolean {
  const shape = (path: string) => path.replaceAll(/:\w+/g, ":").replace(/\/$/, "");
  return shape(one) === shape(other);
}

async function run(script: string, cwd: string): Promise<string> {
  const shell = Bun.spawn(["bash", "-e"], {
    stdin: new Blob([script]),
    cwd,
    stdout: "pipe",
    stderr: "inherit",
  });
  const printed = await new Response(shell.stdout).text();
  expect(await shell.exited).toBe(0);
  return printed;
}
