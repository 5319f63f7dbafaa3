import { afterEach, expect, test } from "bun:test";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
afterEach(() => app.close());

const ID = /^[\w-]{3,30}$/;

async function idOf(target: string, headers: Record<string, string> = {}): Promise<string> {
  return (await app.request("GET", target, { headers })).headers.get("x-request-id") ?? "";
}

test("every response has its own id: JSON, pages, errors and files", async () => {
  app = await startApp();
  await app.host();
  const targets = ["/v1/u/jane", "/book/jane", "/v1/u/nobody", "/nothing", "/embed.js", "/swagger", "/v1/me"];
  const ids = await Promise.all(targets.map(async (target) => idOf(target)));
  for (const id of ids) expect(id).toMatch(ID);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a bug returns the id that the log has", async () => {
  app = await startApp();
  await app.host();
  const row = { questions: '{"not":"a list"}' };
  await app.database.write((trx) => trx.updateTable("event_types").set(row).execute());
  const { status, json, headers } = await app.book();
  expect(status).toBe(500);
  const id = headers.get("x-request-id")!;
  expect(json["error"]).toBe(`Something went wrong on our side. It has been logged as ${id}.`);
  expect(app.logged).toContainEqual({
    level: "error",
    message: "request failed",
    fields: expect.objectContaining({ request_id: id }),
  });
});

test("a client cannot set the id without a trusted proxy", async () => {
  app = await startApp({ trustProxy: false });
  expect(await idOf("/healthz", { "x-request-id": "mine-1" })).not.toBe("mine-1");
});

test("a trusted proxy can set a valid id", async () => {
  app = await startApp({ trustProxy: true });
  expect(await idOf("/healthz", { "x-request-id": "7f3b.A_b-1" })).toBe("7f3b.A_b-1");
  for (const odd of ["", "two words", "x".repeat(65), 'quo"te', "{}"]) {
    expect(await idOf("/healthz", { "x-request-id": odd })).toMatch(ID);
  }
});
