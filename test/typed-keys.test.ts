import { Glob } from "bun";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { jason, startApp, type TestApp } from "./support/start-app.ts";
import { runCommand } from "./support/run-command.ts";

const { default: ts } = await import("typescript-5");

/** Computed keys that nobody types. */
const allowed = new Set(["src/web/docs/document.ts", "src/observability/loop-lag.ts"]);

test("no property is assigned by a computed name", async () => {
  const found: string[] = [];
  for await (const path of new Glob("src/**/*.{ts,tsx}").scan(".")) {
    const source = ts.createSourceFile(path, await Bun.file(path).text(), ts.ScriptTarget.Latest, true);
    const visit = (node: import("typescript-5").Node): void => {
      if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && isComputed(node.left))
        found.push(`${path}: ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  expect(found.filter((one) => !allowed.has(one.split(":")[0]!))).toEqual([]);
});

/** Counters (`+=`) are left out: a number never becomes a prototype. */
function isAssignment(kind: import("typescript-5").SyntaxKind): boolean {
  const { EqualsToken, QuestionQuestionEqualsToken, BarBarEqualsToken } = ts.SyntaxKind;
  return [EqualsToken, QuestionQuestionEqualsToken, BarBarEqualsToken].includes(kind);
}

/** Access by a name that is not a literal; lists are accessed by number. */
function isComputed(node: import("typescript-5").Node): boolean {
  return (
    ts.isElementAccessExpression(node) &&
    !ts.isStringLiteralLike(node.argumentExpression) &&
    !ts.isNumericLiteral(node.argumentExpression) &&
    !/^(?:\w+\.length( - 1)?|index)$/.test(node.argumentExpression.getText())
  );
}

describe.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("the name %s", (name) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
    await app.host();
  });
  afterAll(() => app.close());
  const form = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
  const json = { "content-type": "application/json" };
  const withName = (body: object) => JSON.stringify(body).replace("{", `{"${name}":{"a":1},`);

  test("is ignored in a form", async () => {
    const fields = [...Object.entries(jason), [name, "x"], [`answers[${name}]`, "x"], ["attempt", name]];
    const body = new URLSearchParams(fields).toString();
    const { status } = await app.request("POST", "/book/jane/30min", { body, headers: form });
    expect(status).toBe(303);
  });

  test("is an unknown field in JSON", async () => {
    const target = "/v1/book/jane/30min";
    const { status, json: answered } = await app.request("POST", target, {
      body: withName(jason),
      headers: json,
    });
    expect([status, answered["details"]]).toEqual([
      422,
      [{ path: `/${name}`, message: "is an unknown field" }],
    ]);
  });

  test("is an unknown parameter of a query", async () => {
    const target = `/v1/slots/jane/30min?date=2026-03-02&${name}=x`;
    expect((await app.request("GET", target)).status).toBe(422);
    const page = `/book/jane/30min?${name}=x&answers[${name}]=x&lang=${name}&tz=${name}&theme=${name}&embed=${name}`;
    expect((await app.request("GET", page, { headers: { accept: "text/html" } })).status).toBe(200);
  });

  test("names no host, event type, file or token", async () => {
    for (const target of [
      `/book/${name}`,
      `/book/jane/${name}`,
      `/assets/${name}`,
      `/booking/${name}`,
      `/swagger/${name}`,
    ])
      expect([target, (await app.request("GET", target)).status]).toEqual([target, 404]);
  });

  test("is no command", async () => {
    for (const words of [[name], ["host", name], ["attendee", name], ["help", name]]) {
      const { code, err } = await runCommand(words, { dataDir: "/nowhere" });
      expect([words, code, err.split("\n")[0]]).toEqual([
        words,
        2,
        expect.stringContaining("is not a command"),
      ]);
    }
  });
});
