import { afterEach, beforeEach, expect, test } from "bun:test";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

test("the first host owns the server, later ones are members", async () => {
  const roles = [];
  for (const slug of ["jane", "joan", "jim"]) roles.push((await app.host(slug)).host.role);
  expect(roles).toEqual(["owner", "member", "member"]);
});

test("a role stays when the host changes their own record", async () => {
  const { key } = await app.host();
  await app.request("PATCH", "/v1/me", { key, body: { name: "Jane Smith" } });
  const { name, role } = await app.database.read
    .selectFrom("hosts")
    .select(["name", "role"])
    .executeTakeFirstOrThrow();
  expect([name, role]).toEqual(["Jane Smith", "owner"]);
});
