import { afterEach, expect, setSystemTime, spyOn, test } from "bun:test";
import { setPassword } from "../../../src/usecases/hosts/passwords.ts";
import { tidyUp } from "../../../src/usecases/privacy/tidy-up.ts";
import { expectProblem } from "../../support/http.ts";
import { aSession, cookieOf, logIn, PASSWORD } from "../../support/sessions.ts";
import { type Answered, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
afterEach(() => {
  setSystemTime();
  app.close();
});

/** An attempt from this address. */
function tryAs(
  address: string,
  password: string,
  email = "jane@example.com",
  more: Record<string, string> = {},
): Promise<Answered> {
  const headers = { "x-forwarded-for": address, ...more };
  return app.request("POST", "/v1/auth/login", { headers, body: { email, password } });
}

/** Resets the clients' attempts per minute, which use the system clock. */
function inAMinute(): void {
  setSystemTime(Date.now() + 60_000);
}

/** The `cookie` header of a known device. */
function deviceOf({ status, headers }: Answered): string {
  expect(status).toBe(200);
  return headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith("schedkit_device="))!
    .split(";")[0]!;
}

const HOUR_MS = 3_600_000;
const WRONG = "not the password";

/** Gives Jane a password that is fast to check, until she signs in. */
async function quickPassword(): Promise<void> {
  const password_hash = await Bun.password.hash(PASSWORD, {
    algorithm: "argon2id",
    memoryCost: 8,
    timeCost: 1,
  });
  await app.database.write((trx) => trx.updateTable("hosts").set({ password_hash }).execute());
}

test("unknown accounts, missing and wrong passwords are indistinguishable", async () => {
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

/** The cost parameters in a hash. */
function costOf(hash: string): string {
  return hash.split("$", 4).join("$");
}

test("a client has ten attempts a minute over all accounts", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (let n = 0; n < 10; n++)
    expect((await tryAs("192.0.2.1", WRONG, `somebody${n % 3}@example.com`)).status).toBe(401);
  const refused = await tryAs("192.0.2.1", PASSWORD);
  expectProblem(refused, 429, "rate_limited");
  expect(Number(refused.headers.get("retry-after"))).toBeWithin(1, 61);
  expect((await tryAs("192.0.2.2", PASSWORD)).status).toBe(200);
});

test("delays double after five wrong passwords, for unknown accounts too", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (const email of ["jane@example.com", "nobody@example.com"]) {
    const waits: number[] = [];
    for (let n = 0; n < 16; n++) {
      const answered = await tryAs(`192.0.2.1`, WRONG, n % 2 ? email : email.toUpperCase());
      if (answered.status === 401) continue;
      expectProblem(answered, 429, "rate_limited");
      const seconds = Number(answered.headers.get("retry-after"));
      waits.push(seconds);
      app.clock.now += seconds * 1_000;
      inAMinute();
    }
    expect(waits.slice(0, 5)).toEqual([2, 4, 8, 16, 32]);
    app.clock.now += 12 * HOUR_MS;
  }
});

test("a delay ends as announced, and attempts do not extend it", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (let n = 0; n < 6; n++) expect((await tryAs("192.0.2.1", WRONG)).status).toBe(401);
  for (let n = 0; n < 3; n++) expect((await tryAs("192.0.2.1", PASSWORD)).status).toBe(429);
  app.clock.now += 1_999;
  expectProblem(await tryAs("192.0.2.2", PASSWORD, "nobody@example.com"), 401, "unauthorized");
  inAMinute();
  app.clock.now += 1;
  expect((await tryAs("192.0.2.1", PASSWORD)).status).toBe(200);
  for (let n = 0; n < 5; n++) expect((await tryAs("192.0.2.1", WRONG)).status).toBe(401);
});

test("one client's wrong passwords do not delay another client", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (let n = 0; n < 8; n++) await tryAs("192.0.2.1", WRONG);
  expect((await tryAs("192.0.2.1", PASSWORD)).status).toBe(429);
  expect((await tryAs("192.0.2.2", PASSWORD)).status).toBe(200);
});

test("an attack delays new clients by a minute, known devices not", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  const device = deviceOf(await tryAs("203.0.113.7", PASSWORD));
  const ofMary = await app.host("mary").then(async () => {
    await quickPassword();
    return deviceOf(await tryAs("203.0.113.8", PASSWORD, "mary@example.com"));
  });
  for (let n = 0; n < 200; n++) {
    const { headers } = await tryAs(`192.0.2.${n}`, WRONG);
    app.clock.now += Number(headers.get("retry-after")) * 1_000;
  }
  await tryAs("192.0.2.200", WRONG);
  const refused = await tryAs("198.51.100.1", PASSWORD);
  expectProblem(refused, 429, "rate_limited");
  expect(Number(refused.headers.get("retry-after"))).toBeWithin(30, 61);
  for (const cookie of [ofMary, `${device}x`, "schedkit_device=a.b.c", device.replace(".", "x.")])
    expect((await tryAs("198.51.100.2", PASSWORD, undefined, { cookie })).status).toBe(429);
  expect((await tryAs("203.0.113.7", PASSWORD, undefined, { cookie: device })).status).toBe(200);
  expect((await tryAs("198.51.100.3", PASSWORD, undefined, { cookie: device })).status).toBe(200);
  app.clock.now += 60_000;
  expect((await tryAs("198.51.100.1", PASSWORD)).status).toBe(200);
});

test("a known device has its own delay for 180 days", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  const cookie = deviceOf(await tryAs("203.0.113.7", PASSWORD));
  for (let n = 0; n < 6; n++)
    expect((await tryAs(`203.0.113.${n}`, WRONG, undefined, { cookie })).status).toBe(401);
  expect((await tryAs("203.0.113.7", PASSWORD, undefined, { cookie })).status).toBe(429);
  expect((await tryAs("203.0.113.7", PASSWORD)).status).toBe(200);
  app.clock.now += 180 * 24 * HOUR_MS;
  for (let n = 0; n < 31; n++) await tryAs(`192.0.2.${n}`, WRONG);
  expect((await tryAs("203.0.113.7", PASSWORD, undefined, { cookie })).status).toBe(429);
});

test("delays and known devices survive a restart", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  const cookie = deviceOf(await tryAs("203.0.113.7", PASSWORD));
  for (let n = 0; n < 31; n++) await tryAs(`192.0.2.${n}`, WRONG);
  const first = app;
  app = await startApp({ rateLimit: true, trustProxy: true, path: first.path });
  expect((await tryAs("203.0.113.7", PASSWORD)).status).toBe(429);
  expect((await tryAs("203.0.113.7", PASSWORD, undefined, { cookie })).status).toBe(200);
  first.close();
});

test("parallel attempts gain nothing", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  const tries = await Promise.all(Array.from({ length: 10 }, () => tryAs("192.0.2.1", WRONG)));
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(6);
});

test("a correct password resets the client's failures", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (let round = 0; round < 6; round++) {
    for (let n = 0; n < 5; n++) expect((await tryAs("192.0.2.1", WRONG)).status).toBe(401);
    expect((await tryAs("192.0.2.1", PASSWORD)).status).toBe(200);
    inAMinute();
    app.clock.now += HOUR_MS;
  }
  for (let n = 0; n < 32; n++) expect((await tryAs(`192.0.2.${n}`, PASSWORD)).status).toBe(200);
});

test("an untrusted proxy is not delayed as one client", async () => {
  app = await startApp({ rateLimit: true });
  await app.host();
  await quickPassword();
  app.app.listen({ hostname: "127.0.0.1", port: 0 });
  const login = (password: string) =>
    fetch(new URL("/v1/auth/login", app.app.server!.url), {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": "192.0.2.1" },
      body: JSON.stringify({ email: "jane@example.com", password }),
    });
  for (let n = 0; n < 9; n++) expect((await login(WRONG)).status).toBe(401);
  expect((await login(PASSWORD)).status).toBe(200);
  await app.app.stop(true);
});

test("logs failed sign-ins without address or password", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  await quickPassword();
  for (let n = 0; n < 7; n++) await tryAs("192.0.2.1", WRONG);
  await tryAs("2001:db8:1:2:3::4", WRONG, "nobody@example.com");
  const lines = app.logged.filter(({ level }) => level === "warn");
  expect(lines.map(({ message }) => message)).toEqual(Array<string>(8).fill("sign-in failed"));
  expect(lines.slice(5).map(({ fields }) => fields)).toEqual([
    { client: "192.0.2.1", host_id: 1, why: "wrong password" },
    { client: "192.0.2.1", host_id: 1, why: "too soon" },
    { client: "2001:db8:1:2::/64", host_id: null, why: "wrong password" },
  ]);
  expect(JSON.stringify(app.logged)).not.toMatch(/example\.com|not the password/);
});

test("a stolen key or session does not help to guess the password", async () => {
  app = await startApp({ rateLimit: true });
  const { key } = await app.host();
  await quickPassword();
  const body = { current_password: WRONG, password: "mine from now on" };
  const statuses = [];
  for (let n = 0; n < 8; n++)
    statuses.push((await app.request("POST", "/v1/auth/password", { key, body })).status);
  expect(statuses).toEqual([...Array<number>(6).fill(422), 429, 429]);
  expect(app.logged.filter(({ message }) => message === "sign-in failed")).toHaveLength(8);
});

test("stored failures are anonymous and deleted after six hours", async () => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  await app.host();
  const rows = () => app.database.read.selectFrom("sign_in_failures").selectAll().execute();
  await tryAs("192.0.2.1", WRONG);
  expect(await rows()).toHaveLength(2);
  expect(JSON.stringify(await rows())).not.toMatch(/jane|example|192\.0\.2/);
  app.clock.now += 6 * HOUR_MS;
  await tidyUp(app.deps, 30);
  expect(await rows()).toHaveLength(2);
  app.clock.now += 1;
  await tidyUp(app.deps, 30);
  expect(await rows()).toEqual([]);
});

test("a flood is checked two at a time, and the server keeps responding", async () => {
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
});

test("a login during a password change fails", async () => {
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

test("a hash with other cost parameters is replaced at login", async () => {
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
