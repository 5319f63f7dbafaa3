import { afterEach, beforeEach, expect, test } from "bun:test";
import { setPassword } from "../../../src/usecases/hosts/passwords.ts";
import { everyRow, expectInvalid } from "../../support/http.ts";
import { logIn, PASSWORD } from "../../support/sessions.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp({ rateLimit: true });
  ({ key } = await app.host());
  await setPassword(app.deps, "jane", PASSWORD);
});
afterEach(() => app.close());

const change = (password: string) =>
  app.request("POST", "/v1/auth/password", { key, body: { current_password: PASSWORD, password } });

test.each([
  ["too short", "kX9#mw2!pQz"],
  ["one letter", "aaaaaaaaaaaa"],
  ["digits in a row", "1234567890123"],
  ["a common one repeated", "passwordpassword"],
  ["a common one with digits", "Password1234"],
  ["letters as digits", "p4ssw0rdp4ssw0rd"],
  ["a keyboard row", "qwertyuiopasdf"],
  ["the host's name", "Jane Doe Jane"],
  ["the host's address", "jane@example.com"],
  ["the server's name", "schedkit20261"],
  ["one letter repeated", "x".repeat(200)],
])("rejects an easy password: %s", async (_, password) => {
  const before = await everyRow(app);
  expectInvalid(await change(password), "/password");
  expect(await everyRow(app)).toEqual(before);
});

test.each([
  ["unrelated words", "violin cactus harbour"],
  ["a generated password", "kX9#mw2!pQzv"],
  ["letters of another script", "скрипка кактус гавань"],
  ["emoji and spaces", "🎻 🌵 ⚓ violin harbour"],
  ["200 characters", `violin cactus harbour ${"k7 Qz".repeat(36)}`.slice(0, 200)],
])("accepts a good password: %s", async (_, password) => {
  expect((await change(password)).status).toBe(204);
});

test("a rejected new password does not count as an attempt", async () => {
  for (let n = 0; n < 9; n++) expectInvalid(await change("aaaaaaaaaaaa"), "/password");
  expect((await change("violin cactus harbour")).status).toBe(204);
});

test("an existing short password still works", async () => {
  const password_hash = await Bun.password.hash("short one");
  await app.database.write((trx) => trx.updateTable("hosts").set({ password_hash }).execute());
  const body = { email: "jane@example.com", password: "short one" };
  expect((await app.request("POST", "/v1/auth/login", { body })).status).toBe(200);
  expect((await logIn(app)).status).toBe(401);
});
