import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { variables } from "../src/config.ts";
import { startApp } from "./support/start-app.ts";
import { startServer, runSchedkit, temporaryFolder } from "./support/start-server.ts";
import manifest from "../package.json" with { type: "json" };

const readme = readFileSync(join(import.meta.dir, "../README.md"), "utf8");
const codeAfter = (heading: string) =>
  readme.slice(readme.indexOf(heading)).matchAll(/```sh\n([\s\S]*?)```/g);

test("the README's table has every variable, with its default", () => {
  for (const [name, variable] of Object.entries(variables)) {
    const row = readme.split("\n").find((line) => line.startsWith(`| \`${name}\``));
    expect(row, name).toBeDefined();
    if ("default" in variable) expect(row, name).toContain(`\`${variable.default}\``);
  }
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
  const jane = "host add --name Jane --email jane@example.com --slug jane --timezone America/New_York".split(
    " ",
  );
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
