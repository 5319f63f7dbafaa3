import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { MOST_LINKS } from "../../../src/usecases/links/private-links.ts";
import { anEventTypeOf, everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const create = (body: Json = {}, eventType = 1, by = key): Promise<Answered> =>
  app.request("POST", `/v1/event-types/${eventType}/links`, { key: by, body });
const list = (query = "", eventType = 1, by = key) =>
  app.request("GET", `/v1/event-types/${eventType}/links${query}`, { key: by });
const remove = (id: number, eventType = 1, by = key) =>
  app.request("DELETE", `/v1/event-types/${eventType}/links/${id}`, { key: by });

test("a link is created with every field, listed and deleted", async () => {
  const prefill = { name: "Jason Johnson", email: "jason@example.com", notes: "About the\nplan" };
  const { status, json } = await create({ uses: 3, expires_at: "2026-03-09T14:00:00+01:00", prefill });
  expect(status).toBe(201);
  expect(json).toEqual({
    id: 1,
    url: `http://localhost:3000/book/jane/30min?link=${json["token"]}`,
    token: expect.stringMatching(/^[\w-]{30}$/),
    uses: 3,
    used: 0,
    expires_at: "2026-03-09T13:00:00Z",
    prefill,
    created_at: "2026-03-02T10:00:00Z",
  });
  expect((await list()).json).toEqual({ links: [json], total: 1, page: 1, limit: 50 });
  const removed = await remove(1);
  expect([removed.status, removed.text]).toEqual([204, ""]);
  expect((await list()).json).toMatchObject({ links: [], total: 0 });
});

test("a link books once and never expires by default", async () => {
  expect((await create()).json).toMatchObject({ uses: 1, used: 0, expires_at: null, prefill: {} });
  const empty = { expires_at: null, prefill: { notes: "" } };
  expect((await create(empty)).json).toMatchObject({ expires_at: null, prefill: {} });
});

test("links are listed newest first, in pages, for their own event type only", async () => {
  await anEventTypeOf(app, key);
  for (let n = 0; n < 3; n++) await create();
  await create({}, 2);
  const idsOf = ({ json }: Answered) => json["links"].map(({ id }: Json) => id);
  expect(idsOf(await list())).toEqual([3, 2, 1]);
  expect(idsOf(await list("?limit=2"))).toEqual([3, 2]);
  const second = await list("?limit=2&page=2");
  expect([idsOf(second), second.json["total"]]).toEqual([[1], 3]);
  expect(idsOf(await list("", 2))).toEqual([4]);
});

test("tokens differ, and belong to the server's secret", async () => {
  const tokens = [(await create()).json["token"], (await create()).json["token"]];
  expect(new Set(tokens).size).toBe(2);
  expect((await list()).json["links"].map(({ token }: Json) => token)).toEqual(tokens.toReversed());
  const stored = JSON.stringify(await everyRow(app));
  for (const token of tokens) expect(stored).not.toContain(token);
});

test.each<[string, Json, string]>([
  ["no use", { uses: 0 }, "/uses"],
  ["too many uses", { uses: 1001 }, "/uses"],
  ["half a use", { uses: 1.5 }, "/uses"],
  ["uses in words", { uses: "two" }, "/uses"],
  ["an expiry without an offset", { expires_at: "2026-03-09T14:00:00" }, "/expires_at"],
  ["a date as expiry", { expires_at: "2026-03-09" }, "/expires_at"],
  ["an expiry in the past", { expires_at: "2026-03-02T09:59:59Z" }, "/expires_at"],
  ["an expiry now", { expires_at: "2026-03-02T10:00:00Z" }, "/expires_at"],
  ["an email that is none", { prefill: { email: "jason" } }, "/prefill/email"],
  ["a name of two lines", { prefill: { name: "Jason\nJohnson" } }, "/prefill/name"],
  ["an empty name", { prefill: { name: " " } }, "/prefill/name"],
  ["a link as a name", { prefill: { name: "www.example.com" } }, "/prefill/name"],
  ["a long message", { prefill: { notes: "x".repeat(5001) } }, "/prefill/notes"],
  ["an unknown prefilled field", { prefill: { phone: "1" } }, "/prefill/phone"],
  ["an unknown field", { token: "mine" }, "/token"],
  ["a list", { prefill: [] }, "/prefill"],
])("rejects %s and writes nothing", async (_, body, path) => {
  const before = await everyRow(app);
  expectInvalid(await create(body), path);
  expect(await everyRow(app)).toEqual(before);
});

test("an expiry in the past is named in a sentence", async () => {
  const { json } = await create({ expires_at: "2026-01-01T00:00:00Z" });
  expect(json["error"]).toBe("expires_at must be in the future.");
});

test("an event type has at most a thousand links", async () => {
  await create();
  const { id: _, ...row } = await app.database.read
    .selectFrom("booking_links")
    .selectAll()
    .executeTakeFirstOrThrow();
  const rows = Array.from({ length: MOST_LINKS - 2 }, () => row);
  await app.database.write((trx) => trx.insertInto("booking_links").values(rows).execute());
  const answers = await Promise.all([create(), create(), create()]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  const refused = answers.find(({ status }) => status === 409)!;
  expectProblem(refused, 409, "too_many_links");
  expect(refused.json["error"]).toContain("1,000 private links");
  await anEventTypeOf(app, key);
  expect((await create({}, 2)).status).toBe(201);
  await remove(1);
  expect((await create()).status).toBe(201);
});

describe("an event type that is not the host's own", () => {
  test.each(["foreign", "unknown", "deleted"])("is not found if it is %s", async (which) => {
    const { id } = (await create()).json;
    const { key: others } = await app.host("joe");
    const by = which === "foreign" ? others : key;
    const eventType = which === "unknown" ? 99 : 1;
    if (which === "deleted") await app.request("DELETE", "/v1/event-types/1", { key });
    const before = await everyRow(app);
    for (const answered of [
      await create({}, eventType, by),
      await list("", eventType, by),
      await remove(id, eventType, by),
    ])
      expectProblem(answered, 404, "not_found");
    expect(await everyRow(app)).toEqual(before);
  });

  test("does not lead to a link of another event type", async () => {
    await anEventTypeOf(app, key);
    const { id } = (await create()).json;
    expectProblem(await remove(id, 2), 404, "not_found");
    expectProblem(await remove(99), 404, "not_found");
    expect((await list()).json["total"]).toBe(1);
  });
});

test("creating and deleting a link is audited", async () => {
  await create({ prefill: { email: "jason@example.com" } });
  await remove(1);
  const { json, text } = await app.request("GET", "/v1/audit?limit=2", { key });
  expect(json["audit"].map(({ action, subject }: Json) => [action, subject])).toEqual([
    ["private_link.deleted", { type: "private_link", id: 1 }],
    ["private_link.created", { type: "private_link", id: 1 }],
  ]);
  expect(text).not.toContain("jason@example.com");
});

test("the address follows a new slug, and the token stays", async () => {
  const { token } = (await create()).json;
  await app.request("PATCH", "/v1/event-types/1", { key, body: { slug: "call" } });
  const { url } = (await list()).json["links"][0];
  expect(url).toBe(`http://localhost:3000/book/jane/call?link=${token}`);
  const followed = await app.request("GET", `/book/jane/30min?link=${token}`);
  expect([followed.status, followed.headers.get("location")]).toEqual([308, `/book/jane/call?link=${token}`]);
});
