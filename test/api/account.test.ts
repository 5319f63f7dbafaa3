import { afterEach, beforeEach, expect, test } from "bun:test";
import { everyRow, expectProblem } from "../support/http.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const me = (body?: unknown) => app.request(body === undefined ? "GET" : "PATCH", "/v1/me", { key, body });
const jane = {
  id: 1,
  name: "Jane Doe",
  email: "jane@example.com",
  slug: "jane",
  timezone: "America/New_York",
  language: "en",
  avatar_url: null,
  bio: null,
  website: null,
  accent_color: null,
  show_embed_button: true,
  limits: [],
  when_calendar_unreachable: "refuse",
};

test("a host reads and changes their own profile field by field", async () => {
  expect((await me()).json).toEqual(jane);
  const changes = {
    name: "Jane Roe",
    email: "roe@example.com",
    slug: "roe",
    timezone: "Europe/Berlin",
    language: "de-AT",
  };
  for (const [field, value] of Object.entries(changes)) {
    const before = (await me()).json;
    const changed = await me({ [field]: value });
    expect(changed).toMatchObject({ status: 200, json: { ...before, [field]: value } });
  }
  expect((await me()).json).toEqual({ ...jane, ...changes });
  expect((await me({})).json).toEqual({ ...jane, ...changes, followed_schedules: [] });
});

test("a new slug and time zone apply immediately to public routes", async () => {
  await me({ slug: "roe", timezone: "Europe/Berlin" });
  expect((await app.request("GET", "/v1/u/jane")).status).toBe(308);
  expect((await app.request("GET", "/v1/u/roe")).json).toMatchObject({
    username: "roe",
    timezone: "Europe/Berlin",
  });
  expect((await app.request("GET", "/v1/slots/roe/30min?date=2026-03-02")).json["timezone"]).toBe(
    "Europe/Berlin",
  );
});

test("the public profile contains only public fields", async () => {
  const body = { location: "https://meet.example.com/secret" };
  expect((await app.request("PATCH", "/v1/event-types/1", { key, body })).status).toBe(200);
  const { status, json, text } = await app.request("GET", "/v1/u/jane");
  expect(status).toBe(200);
  expect(json).toEqual({
    username: "jane",
    name: "Jane Doe",
    timezone: "America/New_York",
    avatar_url: null,
    bio: null,
    website: null,
    accent_color: null,
    event_types: [expect.any(Object)],
    total: 1,
    page: 1,
    limit: 50,
  });
  for (const hidden of ["jane@example.com", "password", "sk_", "meet.example.com", "buffer", "schedule"])
    expect(text).not.toContain(hidden);
});

test("rejects another host's slug or address, but not one's own", async () => {
  await app.host("mary");
  const before = await everyRow(app);
  expectProblem(await me({ slug: "mary" }), 409, "slug_taken");
  expectProblem(await me({ email: "mary@example.com" }), 409, "email_taken");
  expectProblem(await me({ name: "New", slug: "mary", email: "mary@example.com" }), 409, "slug_taken");
  expect(await everyRow(app)).toEqual(before);
  expect((await me({ slug: "jane", email: "jane@example.com" })).status).toBe(200);
});

test("a key is shown once and works immediately", async () => {
  const created = await app.request("POST", "/v1/api-keys", { key, body: { name: " My website " } });
  expect(created.status).toBe(201);
  expect(created.json).toEqual({
    id: 2,
    name: "My website",
    prefix: created.json["key"].slice(0, 8),
    key: expect.stringMatching(/^sk_[\w-]{43}$/),
    created_at: "2026-03-02T10:00:00Z",
    last_used_at: null,
  });
  expect((await app.request("GET", "/v1/me", { key: created.json["key"] })).json).toEqual(jane);
  const list = await app.request("GET", "/v1/api-keys", { key });
  const { key: secret, last_used_at: _, ...shown } = created.json;
  expect(list.json["api_keys"]).toMatchObject([{ id: 1 }, shown]);
  expect(list.text).not.toContain(secret.slice(8));
  expect(list.text).not.toContain("hash");
});

test("a deleted key is not listed and cannot be deleted again", async () => {
  await app.request("POST", "/v1/api-keys", { key, body: { name: "Website" } });
  expect((await app.request("DELETE", "/v1/api-keys/2", { key })).status).toBe(204);
  expectProblem(await app.request("DELETE", "/v1/api-keys/2", { key }), 404, "not_found");
  expect((await app.request("GET", "/v1/api-keys", { key })).json["total"]).toBe(1);
});
