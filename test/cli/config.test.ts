import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { variables } from "../../src/config/config.ts";
import { endOf, temporaryFolder } from "../support/start-server.ts";

// These tests start processes, which can be slow on a busy machine.

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;

beforeAll(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
});
afterAll(() => folder.remove());

const config = (env: Record<string, string>, ...args: string[]) =>
  endOf(["config", ...args], { dataDir, env: { LOG_FORMAT: "", ...env } });

function fileWith(name: string, content: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

test("config prints every variable with its value and source", async () => {
  const SMTP_URL_FILE = fileWith("smtp", "smtps://us:geheim@mail.example.com:465\n");
  const { out, err, code } = await config({ SMTP_URL_FILE, MAIL_FROM: "A <a@b.example>", PORT: "4321" });
  expect({ err, code }).toEqual({ err: "", code: 0 });
  const lines = out.trimEnd().split("\n");
  expect(lines.map((line) => line.split("=")[0]!)).toEqual(Object.keys(variables));
  const said = lines.map((line) => line.replace(/ +#/, " #"));
  expect(said).toContain("PORT=4321 # environment");
  expect(said).toContain("PUBLIC_URL=http://localhost:4321 # default");
  expect(said).toContain("SMTP_URL=smtps://us:***@mail.example.com:465 # file, from SMTP_URL_FILE");
  expect(said).toContain("MAIL_FROM=A <a@b.example> # environment");
  expect(said).toContain("ACTION_LINKS=direct # default");
  expect(said).toContain("LOG_FORMAT= # default: text on a terminal, otherwise json");
  expect(existsSync(dataDir)).toBe(false);
});

test.each([
  ["smtp://mail.example.com", "smtp://mail.example.com"],
  ["smtp://t%40ken:t%40ken@mail.example.com/?name=x", "smtp://***:***@mail.example.com/?name=x"],
  ["smtp://us:p#ss@mail.example.com", "***"],
  ["hunter2", "***"],
])("config masks a secret: %s", async (SMTP_URL, shown) => {
  const { out } = await config({ SMTP_URL, MAIL_FROM: "a@b.example" }, "--json");
  const { settings } = JSON.parse(out);
  expect(settings.find(({ name }: { name: string }) => name === "SMTP_URL").value).toBe(shown);
});

test("config prints unusable variables last, worded as by serve", async () => {
  const bad = { PORT: "99999", SMTP_URL: "smtp://x" };
  const [shown, json, served] = await Promise.all([
    config(bad),
    config(bad, "--json"),
    endOf(["serve"], { dataDir, env: bad }),
  ]);
  expect(shown.code).toBe(1);
  expect(shown.out).toMatch(/^PORT=99999 +# environment; cannot be used$/m);
  expect(shown.out).toMatch(/^ACTION_LINKS=direct +# default$/m);
  const [first, second, ...more] = shown.err.split("\n");
  expect(`${first}\n`).toBe(served.err);
  expect(second).toStartWith("schedkit: MAIL_FROM is not set; with SMTP_URL it takes a sender such as");
  expect(more).toEqual([""]);
  const { ok, problems } = JSON.parse(json.out);
  expect({ ok, problems }).toEqual({
    ok: false,
    problems: [first, second].map((line) => line!.replace("schedkit: ", "")),
  });
});

test.each([
  [
    "an empty file",
    () => ({ SMTP_URL_FILE: fileWith("empty", " \n") }),
    /^SMTP_URL_FILE is ".*empty", which is empty$/,
  ],
  ["no file", () => ({ SMTP_URL_FILE: "/nowhere" }), /^SMTP_URL_FILE is "\/nowhere", which cannot be read$/],
  [
    "both",
    () => ({ SMTP_URL_FILE: "/nowhere", SMTP_URL: "smtp://x" }),
    /^SMTP_URL and SMTP_URL_FILE are both set; keep one of them$/,
  ],
  [
    "two senders",
    () => ({ MAIL_FROM: "a@b.example,c@d.example" }),
    /^MAIL_FROM is "a@b.example,c@d.example"; it takes a sender such as .*$/,
  ],
] as const)("serve rejects %s in one line", async (_what, env, line) => {
  const { err, code } = await endOf(["serve"], { dataDir, env: env() });
  expect(code).toBe(1);
  expect(err.replace(/^schedkit: /, "").replace(/\n$/, "")).toMatch(line);
  expect(existsSync(dataDir)).toBe(false);
});
