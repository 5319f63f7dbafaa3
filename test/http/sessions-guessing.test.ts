import { afterEach, expect, spyOn, test } from "bun:test";
import { setPassword } from "../../src/usecases/passwords.ts";
import { expectProblem } from "../support/http.ts";
import { aSession, cookieOf, logIn, PASSWORD } from "../support/sessions.ts";
import { type Answered, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
afterEach(() => app.close());

/** A try from that address. */
function tryAs(address: string, password: string, email = "jane@example.com"): Promise<Answered> {
  const headers = { "x-forwarded-for": address };
  return app.request("POST", "/v1/auth/login", { headers, body: { email, password } });
}

const WRONG = "not the password";

/** Jane's password, quick to check until she logs in. */
async function quickPassword(): Promise<void> {
  const password_hash = await Bun.password.hash(PASSWORD, {
    algorithm: "argon2id",
    memoryCost: 8,
    timeCost: 1,
  });
  await app.database.write((trx) => trx.updateTable("hosts").set({ password_hash }).execute());
}

test("an account that there is not, one without a password, and a wrong password are all the same, and the same work", async () => {
  app = await startApp();
  await app.host();
  await app.host("mary");
  await setPassword(app.deps, "jane", PASSWORD);
  const said = new Set<string>();
  const work = new Set<string>();
  const verify = spyOn(Bun.password, "verify");
  try {
    for (const email of ["jane@example.com", "mary@example.com", "nobody@example.com"]) {
      verify.mockClear();
      const refused = await tryAs("192.0.2.1", WRONG, email);
      expectProblem(refused, 401, "unauthorized");
      said.add(refused.text + [...refused.headers.keys()].join());
      work.add(verify.mock.calls.map(([, hash]) => costOf(hash as string)).join());
    }
  } finally {
    verify.mockRestore();
  }
  expect(said.size).toBe(1);
  expect([...work]).toEqual(["$argon2id$v=19$m=19456,t=2,p=1"]);
});

/** The part of a hash that says how much work it is to check a password against it. */
function costOf(hash: string): string {
  return hash.split("$", 4).join("$");
}

test("a client may try ten passwords a minute, whatever the accounts", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (let n = 0; n < 8; n++) expect((await tryAs("192.0.2.1", WRONG)).status).toBe(401);
  for (const email of ["a@example.com", "b@example.com"])
    expect((await tryAs("192.0.2.1", WRONG, email)).status).toBe(401);
  const refused = await tryAs("192.0.2.1", PASSWORD);
  expectProblem(refused, 429, "rate_limited");
  expect(Number(refused.headers.get("retry-after"))).toBeWithin(1, 61);
  expect((await tryAs("192.0.2.2", PASSWORD)).status).toBe(200);
});

test("an account takes twenty wrong passwords an hour, from wherever, and so does one that there is not", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (const email of ["jane@example.com", "nobody@example.com"]) {
    for (let n = 0; n < 20; n++) expect((await tryAs(`192.0.2.${n}`, WRONG, email)).status).toBe(401);
    const refused = await tryAs("198.51.100.1", PASSWORD, email.toUpperCase());
    expectProblem(refused, 429, "rate_limited");
    expect(Number(refused.headers.get("retry-after"))).toBeWithin(3000, 3601);
  }
}, 20_000);

test("who was let in before still is while others guess, and stays so", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  expect((await tryAs("203.0.113.7", PASSWORD)).status).toBe(200);
  for (let n = 0; n < 20; n++) await tryAs(`192.0.2.${n}`, WRONG);
  expect((await tryAs("192.0.2.99", WRONG)).status).toBe(429);
  for (let n = 0; n < 3; n++) expect((await tryAs("203.0.113.7", PASSWORD)).status).toBe(200);
}, 20_000);

test("right passwords do not use the account's tries up", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (let n = 0; n < 19; n++) expect((await tryAs(`192.0.2.${n}`, WRONG)).status).toBe(401);
  for (let n = 20; n < 23; n++) expect((await tryAs(`192.0.2.${n}`, PASSWORD)).status).toBe(200);
}, 20_000);

test("a key or session that was stolen does not help to guess the password", async () => {
  app = await startApp({ rateLimit: true });
  const { key } = await app.host();
  await quickPassword();
  const body = { current_password: WRONG, password: "mine from now on" };
  const statuses = [];
  for (let n = 0; n < 11; n++)
    statuses.push((await app.request("POST", "/v1/auth/password", { key, body })).status);
  expect(statuses).toEqual([...Array<number>(10).fill(422), 429]);
});

test("a flood is worked off two at a time, some of it is turned away, and the rest of the server goes on", async () => {
  app = await startApp();
  await app.host();
  await setPassword(app.deps, "jane", PASSWORD);
  const verify = Bun.password.verify.bind(Bun.password);
  let [working, most] = [0, 0];
  const spy = spyOn(Bun.password, "verify").mockImplementation(
    async (...given: Parameters<typeof verify>) => {
      most = Math.max(most, ++working);
      return verify(...given).finally(() => (working -= 1));
    },
  );
  const flood = Promise.all(Array.from({ length: 40 }, () => tryAs("192.0.2.1", WRONG)));
  const done = flood.then(() => "the flood");
  const read = app.request("GET", "/v1/slots/jane/30min?date=2026-03-02").then(({ status }) => status);
  expect(await Promise.race([read, done])).toBe(200);
  const answers = await flood;
  spy.mockRestore();
  expect(most).toBe(2);
  const away = answers.filter(({ status }) => status === 429);
  expect(away).toHaveLength(40 - 22);
  expectProblem(away[0]!, 429, "rate_limited");
  expect(away[0]!.headers.get("retry-after")).toBe("1");
  expect((await logIn(app)).status).toBe(200);
}, 20_000);

test("a login under way when the password changes opens nothing", async () => {
  app = await startApp();
  await app.host();
  await aSession(app);
  const verify = Bun.password.verify.bind(Bun.password);
  const spy = spyOn(Bun.password, "verify").mockImplementation(
    async (...given: Parameters<typeof verify>) => {
      const same = await verify(...given);
      await setPassword(app.deps, "jane", "staple of another kind");
      return same;
    },
  );
  const refused = await logIn(app);
  spy.mockRestore();
  expectProblem(refused, 401, "unauthorized");
  expect(await app.database.read.selectFrom("sessions").selectAll().execute()).toEqual([]);
});

test("a hash that was made at another cost is made anew at the next login", async () => {
  app = await startApp();
  await app.host();
  await quickPassword();
  const hash = async () =>
    (await app.database.read.selectFrom("hosts").select("password_hash").executeTakeFirstOrThrow())
      .password_hash;
  cookieOf(await logIn(app));
  const renewed = await hash();
  expect(renewed).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
  cookieOf(await logIn(app));
  expect(await hash()).toBe(renewed);
});
