import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { variables } from "../src/config/config.ts";
import type { Variable } from "../src/config/setting.ts";
import { startApp } from "./support/start-app.ts";
import { endOf, startServer, runSchedkit, temporaryFolder } from "./support/start-server.ts";
import manifest from "../package.json" with { type: "json" };

const root = join(import.meta.dir, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const readme = read("README.md");
const documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].concat(
  readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
);
const jane = "host add --name Jane --email jane@example.com --slug jane --timezone America/New_York".split(
  " ",
);
const codeAfter = (heading: string) =>
  readme.slice(readme.indexOf(heading)).matchAll(/```sh\n([\s\S]*?)```/g);

test("the README has at most 150 lines", () => {
  expect(readme.split("\n").length).toBeLessThanOrEqual(150);
});

test("every link between documents leads to a file and a heading", () => {
  const broken = documents.flatMap((document) =>
    Array.from(read(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g), ([, path, anchor]) => {
      const target = path === "" ? document : join(dirname(document), path!);
      if (!existsSync(join(root, target))) return `${document}: ${path}`;
      return anchor === undefined || anchorsOf(target).has(anchor) ? "" : `${document}: #${anchor}`;
    }).filter((one) => one !== ""),
  );
  expect(broken).toEqual([]);
});

/** The anchors that GitHub generates for a document's headings. */
function anchorsOf(document: string): Set<string> {
  const headings = read(document).matchAll(/^#+ (.+)$/gm);
  return new Set(
    Array.from(headings, ([, text]) =>
      text!
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

test("the table of variables matches the configuration", () => {
  const table = read("docs/configuration.md");
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const cells = rows.map((row) => row.replaceAll("`", "").split("|").slice(1, -1));
  const said = cells.map(([name, ...rest]) => [name!.trim(), ...rest.map((cell) => cell.trim())]);
  const known = Object.entries<Variable>(variables);
  expect(said).toEqual(
    known.map(([name, variable]) => [name, variable.default ?? variable.otherwise ?? "", variable.meaning]),
  );
  for (const [name, { secret }] of known) {
    if (secret) expect(table).toContain(`\`${name}_FILE\``);
    else expect(table).not.toContain(`${name}_FILE`);
  }
});

test("the documents show the doctor's actual output", async () => {
  const folder = temporaryFolder();
  const dataDir = `${folder.path}/data`;
  await runSchedkit(jane, { dataDir });
  const { out } = await endOf(["doctor"], { dataDir, env: { SMPT_URL: "smtp://mail.example.com" } });
  folder.remove();
  const operations = read("docs/operations.md");
  const section = operations.slice(operations.indexOf("## schedkit doctor"));
  const linesOf = (text: string) =>
    new Map([...text.matchAll(/^(?:ok {2}|warn|FAIL) {2}(\w+): .*$/gm)].map(([line, name]) => [name, line]));
  const [printed, shown] = [linesOf(out), linesOf(section)];
  expect([...shown.keys()]).toEqual([...printed.keys()]);
  for (const name of ["spelling", "secret", "schema", "overlaps", "hosts", "event_types", "smtp"])
    expect(shown.get(name)).toBe(printed.get(name));
});

test("the architecture document explains every dependency", () => {
  const architecture = read("docs/architecture.md");
  const table = architecture.slice(architecture.indexOf("## Dependencies"));
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  for (const name of names.filter((one) => !one.startsWith("@types/")))
    expect(table).toContain(`\`${name}\``);
});

test("the README's first booking gets the responses shown", async () => {
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
    '{"error":"That time is not available. Please choose another one.","code":"slot_unavailable"}',
  );
});

test("every path in the documents exists in the app", async () => {
  const app = await startApp();
  const paths = new Set(app.app.routes.map(({ path }) => path.replace(/\/$/, "")));
  app.close();
  const named = documents.flatMap((document) => [
    ...read(document).matchAll(/`(?:GET |POST |GET. and .POST )?(\/v1\/[\w/:-]+)/g),
  ]);
  for (const [, path] of named) {
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
