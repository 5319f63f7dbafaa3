import { afterEach, beforeEach, expect, test } from "bun:test";
import { everyRow, expectProblem } from "../../support/http.ts";
import { type Browser, browserOf } from "../../support/dashboard.ts";
import { formsIn } from "../../support/page-form.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";
import { elementsOf, wordsOf } from "../read-html.ts";

let app: TestApp;
let key: string;
let jane: Browser;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  jane = await browserOf(app);
});
afterEach(() => app.close());

const ONE = "/dashboard/event-types/1";
const LINKS = `${ONE}/links`;
const list = async (): Promise<Json[]> =>
  (await app.request("GET", "/v1/event-types/1/links", { key })).json["links"];
const add = (body: Json = {}) => app.request("POST", "/v1/event-types/1/links", { key, body });

test("the editor of an event type leads to its private links, and a new one does not", async () => {
  expect((await jane.get(ONE)).text).toContain(`href="${LINKS}"`);
  expect((await jane.get("/dashboard/event-types/new")).text).not.toContain("/links");
});

test("a link is created with every field until the end of its last day in the host's zone", async () => {
  const typed = {
    uses: "3",
    expires_at: "2026-03-09",
    "prefill.name": " Jason Johnson ",
    "prefill.email": "jason@example.com",
    "prefill.notes": "One\r\nTwo",
  };
  const created = await jane.submit(LINKS, typed);
  expect(created.headers.get("location")).toBe(`${LINKS}?done=created`);
  const [link] = await list();
  expect(link).toMatchObject({
    uses: 3,
    expires_at: "2026-03-10T04:00:00Z",
    prefill: { name: "Jason Johnson", email: "jason@example.com", notes: "One\nTwo" },
  });
  const words = wordsOf((await jane.follow(created)).text);
  expect(words).toContain("The link is ready.");
  for (const part of ["Jason Johnson · jason@example.com", "0 of 3 used", link!["url"]])
    expect(words).toContain(part);
});

test("only the number of bookings has to be typed", async () => {
  await jane.submit(LINKS, {});
  expect(await list()).toMatchObject([{ uses: 1, expires_at: null, prefill: {} }]);
  expect(wordsOf((await jane.get(LINKS)).text)).toContain("For anybody0 of 1 used · Never expires");
});

test.each<[string, Record<string, string>, string]>([
  ["no use", { uses: "0" }, "Please type a whole number from 1 to 1000."],
  ["too many uses", { uses: "1001" }, "Please type a whole number from 1 to 1000."],
  ["an empty number", { uses: "" }, ""],
  ["a date that does not exist", { expires_at: "2026-02-30" }, "Please type a date that exists."],
  ["a day that is over", { expires_at: "2026-03-01" }, "Please choose today or a later day."],
  ["an email that is none", { "prefill.email": "jason" }, "Please type an email address"],
  ["a link as a name", { "prefill.name": "www.example.com" }, "A name must not contain a link."],
])("%s is rejected in the form, which keeps what was typed", async (_, wrong, sentence) => {
  const typed = { uses: "2", "prefill.notes": "Kept", expires_at: "2026-03-20", ...wrong };
  const before = await everyRow(app);
  const refused = await jane.submit(LINKS, typed);
  if (wrong["uses"] === "") return expect([refused.status, await list()]).toMatchObject([303, [{ uses: 1 }]]);
  expect(refused.status).toBe(422);
  expect(wordsOf(refused.text)).toContain(sentence);
  const form = new Map(formsIn(refused.text).find(({ action }) => action === LINKS)!.fields);
  expect(Object.fromEntries(form)).toMatchObject(typed);
  expect(await everyRow(app)).toEqual(before);
});

test("today is a last day", async () => {
  await jane.submit(LINKS, { expires_at: "2026-03-02" });
  expect(await list()).toMatchObject([{ expires_at: "2026-03-03T05:00:00Z" }]);
});

test("used and expired links say so and cannot be copied", async () => {
  const { token } = (await add()).json;
  await add({ expires_at: "2026-03-02T11:00:00Z" });
  await app.book({ link: token });
  app.clock.now = Date.parse("2026-03-02T11:00:00Z");
  const { text } = await jane.get(LINKS);
  expect(wordsOf(text)).toContain("For anybody0 of 1 used · Expired Mon, Mar 2, 6:00 AMExpired Delete");
  expect(wordsOf(text)).toContain("For anybody1 of 1 used · Never expiresUsed up Delete");
  expect(elementsOf(text).filter(({ attributes }) => "data-copy" in attributes)).toEqual([]);
  await add();
  const { text: more } = await jane.get(LINKS);
  expect(elementsOf(more).filter(({ attributes }) => "data-copy" in attributes)).toHaveLength(1);
});

test("a link is deleted after asking", async () => {
  const { id } = (await add({ prefill: { name: "<b>Jason</b>" } })).json;
  const { text } = await jane.get(LINKS);
  expect(elementsOf(text).filter(({ tag }) => tag === "b")).toEqual([]);
  expect(wordsOf(text)).toContain("Delete: <b>Jason</b>");
  const deleted = await jane.submit(LINKS, {}, `${LINKS}/${id}`);
  expect(deleted.headers.get("location")).toBe(`${LINKS}?done=deleted`);
  expect(wordsOf((await jane.follow(deleted)).text)).toContain("The link is deleted.");
  expect(await list()).toEqual([]);
  expect((await jane.post(`${LINKS}/${id}`, [])).status).toBe(404);
});

test("many links have pages", async () => {
  for (let n = 1; n <= 51; n++) await add({ prefill: { name: `Person ${n}.` } });
  const first = await jane.get(LINKS);
  expect(first.text).toContain(`href="${LINKS}?page=2"`);
  expect(wordsOf(first.text)).not.toContain("Person 1.");
  const second = await jane.get(`${LINKS}?page=2`);
  expect(wordsOf(second.text)).toContain("Person 1.");
  expect(second.text).toContain(`href="${LINKS}?page=1"`);
});

test("an event type that is switched off says that its links do not work", async () => {
  expect(wordsOf((await jane.get(LINKS)).text)).not.toContain("is switched off");
  await app.request("PATCH", "/v1/event-types/1", { key, body: { active: false } });
  expect(wordsOf((await jane.get(LINKS)).text)).toContain("This event type is switched off");
});

test("a form of another site changes nothing", async () => {
  const { id } = (await add()).json;
  const headers = {
    cookie: jane.cookie,
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
    "sec-fetch-site": "cross-site",
  };
  for (const path of [LINKS, `${LINKS}/${id}`])
    expectProblem(await app.request("POST", path, { headers, body: "uses=1" }), 403, "forbidden");
  expect(await list()).toHaveLength(1);
});
