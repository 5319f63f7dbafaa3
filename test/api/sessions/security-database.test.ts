import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { aPendingBooking, expectProblem } from "../../support/http.ts";
import { aSession, PASSWORD } from "../../support/sessions.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

/** A copy of the database file of a host who uses every feature. */
let app: TestApp;
let file: string;
let secrets: Record<string, string>;
let hashes: string[];

beforeAll(async () => {
  app = await startApp();
  const { key } = await app.host();
  const session = (await aSession(app)).split("=")[1]!;
  const second = (await app.request("POST", "/v1/api-keys", { key, body: { name: "Website" } })).json["key"];
  const headers = { "idempotency-key": "once" };
  const { cancel_token, reschedule_token } = (await app.book({}, "/v1/book/jane/30min", headers)).json;
  const pending: Json = await aPendingBooking(app, key, { start_time: "2026-03-02T16:00:00Z" });
  secrets = {
    key: key.slice(3),
    second: second.slice(3),
    session,
    password: PASSWORD,
    cancel_token,
    reschedule_token,
    confirm_token: pending["confirm_token"],
    secret: Buffer.alloc(32, 7).toString("base64url"),
  };
  const rows = async (table: "api_keys" | "sessions") =>
    (await app.database.read.selectFrom(table).select("hash").execute()).map(({ hash }) => hash);
  hashes = [...(await rows("api_keys")), ...(await rows("sessions"))];
  file = ["", "-wal"].map((end) => readFileSync(app.path + end, "latin1")).join("");
});
afterAll(() => app.close());

test("contains no key, session, password or token in any encoding", () => {
  expect(file).toContain("jason@example.com");
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length).toBeGreaterThan(20);
    const bytes = Buffer.from(secret);
    const written = [secret, bytes.toString("hex"), bytes.toString("base64"), encodeURIComponent(secret)];
    const raw = Buffer.from(secret, "base64url").toString("latin1");
    for (const one of [...written, ...(name === "password" ? [] : [raw])])
      expect({ name, found: file.includes(one) }).toEqual({ name, found: false });
  }
});

test("contains no value that grants access", async () => {
  expect(hashes).toHaveLength(3);
  const [hosts] = await app.database.read.selectFrom("hosts").select("password_hash").execute();
  for (const hash of [...hashes, hosts!.password_hash!]) {
    expect(file).toContain(hash);
    const short = Buffer.from(hash, "hex").toString("base64url");
    for (const value of [hash, `sk_${hash}`, `sk_${short}`, short])
      for (const headers of [
        { "x-api-key": value },
        { authorization: `Bearer ${value}` },
        { cookie: `schedkit_session=${value}` },
      ])
        expectProblem(await app.request("GET", "/v1/me", { headers }), 401, "unauthorized");
    const body = { email: "jane@example.com", password: hash };
    expectProblem(await app.request("POST", "/v1/auth/login", { body }), 401, "unauthorized");
  }
});

test("contains salted Argon2id password hashes", async () => {
  await app.host("mary");
  await aSession(app, "mary");
  const rows = await app.database.read.selectFrom("hosts").select("password_hash").execute();
  for (const { password_hash } of rows) expect(password_hash).toStartWith("$argon2id$");
  expect(new Set(rows.map(({ password_hash }) => password_hash)).size).toBe(2);
});
