import { expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const src = join(import.meta.dir, "../src");
const document = readFileSync(join(import.meta.dir, "../docs/architecture.md"), "utf8");

const folders = new Map<string, string[]>();
const files = filesIn(src);
const imports = files.flatMap((file) => importsOf(file).map((target) => [file, target] as const));
const allowed = allowedImports();

/** All TypeScript files, by their path below `src`. */
function filesIn(folder: string): string[] {
  const names = readdirSync(folder);
  const paths = names.map((name) => join(folder, name));
  const [inner, own] = [
    paths.filter((path) => statSync(path).isDirectory()),
    paths.filter((path) => statSync(path).isFile()),
  ];
  folders.set(relative(src, folder), own);
  const typed = own.filter((path) => /\.tsx?$/.test(path)).map((path) => relative(src, path));
  return [...typed, ...inner.flatMap(filesIn)];
}

/** The files that a file imports from `src`, including types. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  return Array.from(text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g), ([, target]) =>
    relative(src, resolve(src, dirname(file), target!)),
  ).filter((target) => !target.startsWith(".."));
}

function moduleOf(file: string): string {
  return file.includes("/") ? file.split("/")[0]! : "main";
}

/** The allowed imports of each module, from the table in the architecture document. */
function allowedImports(): Map<string, Set<string>> {
  const rows = Array.from(document.matchAll(/^\| `(\w+)` +\|[^|]*\|([^|]*)\|$/gm));
  const names = rows.map(([, name]) => name!);
  return new Map(
    rows.map(([, name, cell]) => {
      const listed = Array.from(cell!.matchAll(/`(\w+)`/g), ([, other]) => other!);
      const others = cell!.includes("everything") ? names.filter((other) => !listed.includes(other)) : listed;
      return [name!, new Set(others)];
    }),
  );
}

test("the architecture document lists every module", () => {
  const modules = new Set(files.map(moduleOf));
  modules.delete("main");
  modules.delete("types");
  expect([...allowed.keys()].toSorted()).toEqual([...modules].toSorted());
});

test("the document allows every import between modules", () => {
  const forbidden = imports.filter(([file, target]) => {
    const [from, to] = [moduleOf(file), moduleOf(target)];
    return from !== to && from !== "main" && !allowed.get(from)?.has(to);
  });
  expect(forbidden).toEqual([]);
});

test("every direction that the document allows is used", () => {
  const used = new Set(imports.map(([file, target]) => `${moduleOf(file)} ${moduleOf(target)}`));
  const idle = [...allowed]
    .filter(([name]) => name !== "server" && name !== "cli")
    .flatMap(([name, others]) => [...others].map((other) => `${name} ${other}`))
    .filter((pair) => !used.has(pair));
  expect(idle).toEqual([]);
});

test("no imports form a cycle, including type-only imports", () => {
  const targets = Map.groupBy(imports, ([file]) => file);
  const done = new Set<string>();
  const cycles: string[][] = [];
  function visit(file: string, path: readonly string[]): void {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file]);
    if (done.has(file) || path.includes(file)) return;
    for (const [, target] of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  }
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test("no folder has more than 24 files", () => {
  expect([...folders].filter(([, own]) => own.length > 24).map(([folder]) => folder)).toEqual([]);
});

test("half of the files have under 70 lines, nine tenths under 170", () => {
  const lines = files
    .filter((file) => !file.includes("texts/"))
    .map((file) => readFileSync(join(src, file), "utf8").split("\n").length - 1)
    .toSorted((one, other) => one - other);
  expect(lines[Math.floor(lines.length * 0.5)]).toBeLessThan(70);
  expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThan(170);
});

test("every file named in the document exists", () => {
  const named = document.matchAll(
    /\b((?:server|api|usecases|db|email|webhooks|domain|http)\/[\w/-]+\.ts)\b/g,
  );
  const missing = Array.from(named, ([, path]) => path!).filter((path) => !files.includes(path));
  expect(missing).toEqual([]);
});
