import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json" with { type: "json" };
import { startApp, type TestApp } from "../support/start-app.ts";
import { temporaryFolder } from "../support/start-server.ts";

let app: TestApp;
let folder: ReturnType<typeof temporaryFolder>;

beforeAll(async () => {
  app = await startApp();
  folder = temporaryFolder();
});
afterAll(() => {
  app.close();
  folder.remove();
});

const fileOf = async (name: string) => app.app.handle(new Request(`http://localhost/embed/${name}`));

test("npm installs the package that the server hands out", async () => {
  const answered = await fileOf("schedkit-react.tgz");
  expect([answered.status, answered.headers.get("content-type")]).toEqual([200, "application/gzip"]);
  const tarball = join(folder.path, "react.tgz");
  await Bun.write(tarball, await answered.bytes());
  const project = join(folder.path, "project");
  mkdirSync(project);
  const install = [
    "npm",
    "install",
    "--offline",
    "--legacy-peer-deps",
    "--no-audit",
    "--prefix",
    project,
    tarball,
  ];
  const { success, stderr } = Bun.spawnSync(install);
  expect([success, stderr.toString()]).toEqual([true, expect.any(String)]);
  const installed = join(project, "node_modules/@schedkit/react");
  const manifest = await Bun.file(join(installed, "package.json")).json();
  expect(manifest).toMatchObject({ name: "@schedkit/react", version });
  for (const file of [manifest.main, manifest.module, manifest.types])
    expect([file, await Bun.file(join(installed, file)).exists()]).toEqual([file, true]);
});

test("the module can be imported from the server", async () => {
  const answered = await fileOf("react.js");
  expect(answered.headers.get("content-type")).toStartWith("text/javascript");
  expect(answered.headers.get("access-control-allow-origin")).toBe("*");
  const text = await answered.text();
  expect(text).toContain("SchedKitEmbed");
  expect(text).toMatch(/from ?"react"/);
});

test("other names are 404", async () => {
  for (const name of ["package.json", "react.ts", "__proto__"]) expect((await fileOf(name)).status).toBe(404);
});
