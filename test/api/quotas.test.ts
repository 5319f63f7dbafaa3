import { afterEach, beforeEach, expect, test } from "bun:test";
import { countOwned } from "../../src/db/queries/hosts/quota.ts";
import { quotas } from "../../src/domain/quota.ts";
import { startFeedServer } from "../support/calendars/feed-server.ts";
import { eventTypeDefaults } from "../../src/usecases/hosts/event-types.ts";
import { everyRow, expectInvalid, expectProblem } from "../support/http.ts";
import { aSession } from "../support/sessions.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;
let feed: ReturnType<typeof startFeedServer>;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  feed = startFeedServer();
});
afterEach(async () => {
  app.close();
  await feed.stop();
});

const post = (path: string, body: unknown) => app.request("POST", path, { key, body });

const additions: [table: keyof typeof quotas, path: string, body: (n: number) => Json][] = [
  ["event_types", "/v1/event-types", (n) => ({ title: `Call ${n}`, duration_minutes: 30 })],
  ["api_keys", "/v1/api-keys", (n) => ({ name: `Key ${n}` })],
  ["schedules", "/v1/schedules", (n) => ({ name: `Hours ${n}`, timezone: "Europe/Berlin", weekly: [] })],
  ["time_off", "/v1/time-off", () => ({ starts_at: "2026-04-01T00:00Z", ends_at: "2026-04-02T00:00Z" })],
  ["webhooks", "/v1/webhooks", (n) => ({ url: `https://example.com/${n}` })],
  ["calendar_accounts", "/v1/calendar-accounts", (n) => ({ kind: "ics", url: feed.url, name: `Mine ${n}` })],
  ["blocks", "/v1/blocks", (n) => ({ domain: `blocked${n}.example` })],
];

test.each(additions)("enforces the quota of %s until one is deleted", async (table, path, body) => {
  const owned = await countOwned(app.database.read, table, 1);
  for (let n = owned; n < quotas[table]; n += 1) expect((await post(path, body(n))).status).toBe(201);
  const before = await everyRow(app);
  const refused = await post(path, body(quotas[table]));
  expectProblem(refused, 409, `too_many_${table}`);
  expect(refused.json["error"]).toContain(quotas[table].toLocaleString("en"));
  expect(await everyRow(app)).toEqual(before);
  const { key: ofMary } = await app.host("mary");
  expect((await app.request("POST", path, { key: ofMary, body: body(0) })).status).toBe(201);
  const pages = table === "calendar_accounts" ? "" : "?limit=200";
  const { json } = await app.request("GET", `${path}${pages}`, { key });
  const list = Object.values(json).find(Array.isArray);
  expect((await app.request("DELETE", `${path}/${list!.at(-1).id}`, { key })).status).toBe(204);
  expect((await post(path, body(quotas[table]))).status).toBe(201);
});

test("concurrent additions do not exceed the quota", async () => {
  const all = Array.from({ length: 60 }, (_, n) => post("/v1/api-keys", { name: `Key ${n}` }));
  const statuses = (await Promise.all(all)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(49);
});

test("questions have at most 20,000 characters in total", async () => {
  const options = Array.from({ length: 19 }, (_, n) => `${n}`.padEnd(100, "x"));
  const asking = (lastLabel: string) =>
    Array.from({ length: 10 }, (_, n) => ({
      id: `q${n}`,
      label: n === 9 ? lastLabel : "L".repeat(90),
      placeholder: "P".repeat(10),
      type: "select",
      required: false,
      options,
    }));
  const [all, more] = [asking("L".repeat(90)), asking("L".repeat(91))];
  const typed = { title: "Asks", duration_minutes: 30 };
  const taken = await post("/v1/event-types", { ...typed, questions: all });
  expect(taken.status).toBe(201);
  const before = await everyRow(app);
  expectInvalid(await post("/v1/event-types", { ...typed, slug: "more", questions: more }), "/questions");
  const path = `/v1/event-types/${taken.json["id"]}`;
  expectInvalid(await app.request("PATCH", path, { key, body: { questions: more } }), "/questions");
  expect(await everyRow(app)).toEqual(before);
});

test("the 101st session ends the least recently used one", async () => {
  const first = await aSession(app);
  const second = await aSession(app);
  app.clock.now += 2 * 3_600_000;
  const isOpen = async (cookie: string) =>
    (await app.request("GET", "/v1/me", { headers: { cookie } })).status === 200;
  expect(await isOpen(first)).toBe(true);
  await app.database.write(async (trx) => {
    const [session] = await trx.selectFrom("sessions").selectAll().execute();
    const { id: _, ...row } = session!;
    const more = Array.from({ length: 98 }, (_, n) => ({ ...row, hash: `hash ${n}` }));
    await trx
      .insertInto("sessions")
      .values(more.map((one) => ({ ...one, last_used_at: app.clock.now })))
      .execute();
  });
  expect(await isOpen(second)).toBe(true);
  await app.database.write((trx) =>
    trx
      .updateTable("sessions")
      .set({ last_used_at: app.clock.now - 1 })
      .where("id", "=", 2)
      .execute(),
  );
  await aSession(app);
  expect([await isOpen(first), await isOpen(second)]).toEqual([true, false]);
});

const many = Array.from({ length: 60 }, (_, n) => ({
  ...eventTypeDefaults,
  slug: `type-${n}`,
  title: `Type ${n}`,
  duration_minutes: 30,
}));

test("a public profile has pages of fifty visible event types", async () => {
  await app.host("mary", [...many, { ...many[0]!, slug: "hidden", hidden: true }]);
  const get = (query = "") => app.request("GET", `/v1/u/mary${query}`);
  const slugs = ({ json }: { json: Json }) => json["event_types"].map(({ slug }: Json) => slug);
  const first = await get();
  expect(first.json).toMatchObject({ username: "mary", total: 60, page: 1, limit: 50 });
  expect(slugs(first)).toEqual(many.slice(0, 50).map(({ slug }) => slug));
  expect(slugs(await get("?page=2"))).toEqual(many.slice(50).map(({ slug }) => slug));
  expect(slugs(await get("?limit=200"))).toHaveLength(60);
  expectInvalid(await get("?limit=201"), "/limit");
});

test("a host's page links to the next fifty event types", async () => {
  await app.host("mary", many);
  const titles = async (query: string) => {
    const { text, status } = await app.request("GET", `/book/mary${query}`);
    expect(status).toBe(200);
    return {
      titles: Array.from(text.matchAll(/<strong dir="auto">(.+?)<\/strong>/g), ([, title]) => title),
      links: Array.from(text.matchAll(/<a rel="(\w+)" href="([^"]+)"/g), ([, rel, href]) => `${rel} ${href}`),
      carried: /href="\/book\/mary\/type-\d+([^"]*)"/.exec(text)?.[1],
    };
  };
  expect(await titles("?name=Vera")).toEqual({
    titles: many.slice(0, 50).map(({ title }) => title),
    links: ["next /book/mary?name=Vera&amp;page=2"],
    carried: "?name=Vera",
  });
  expect(await titles("?page=2")).toEqual({
    titles: many.slice(50).map(({ title }) => title),
    links: ["prev /book/mary?page=1"],
    carried: "",
  });
  expect(await titles("?page=9999")).toEqual({
    titles: [],
    links: ["prev /book/mary?page=2"],
    carried: undefined,
  });
  for (const page of ["0", "-1", "x", "99999", "1e3", ""])
    expect((await titles(`?page=${page}`)).titles).toHaveLength(50);
  expect((await app.request("GET", "/book/jane")).text).not.toContain('class="pages"');
});
