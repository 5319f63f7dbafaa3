import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Language, languageNames } from "../../../src/i18n/locale.ts";
import { catalogues } from "../../../src/i18n/texts/index.ts";
import { everyRow } from "../../support/http.ts";
import { filledIn, formsIn } from "../../support/page-form.ts";
import { jason, type Json, startApp, type TestApp } from "../../support/start-app.ts";
import { decoded, elementsOf, wordsOf } from "../read-html.ts";

const PAGE = "/book/jane/30min";
const START = "start=2026-03-02T14%3A00%3A00Z";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

async function create(body: Json = {}): Promise<Json> {
  const { status, json } = await app.request("POST", "/v1/event-types/1/links", { key, body });
  expect(status).toBe(201);
  return json;
}
const pathOf = ({ url }: Json, more = "") => url.slice("http://localhost:3000".length) + more;
const get = (target: string, headers: Record<string, string> = {}) =>
  app.request("GET", target, { headers: { accept: "text/html", ...headers } });
const change = (body: Json) => app.request("PATCH", "/v1/event-types/1", { key, body });

function post(action: string, fields: readonly (readonly [string, string])[]) {
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
  return app.request("POST", action, { body: body.toString(), headers });
}

/** The words that a page shows, without those in its state. */
const shown = (text: string) => wordsOf(text.slice(0, text.indexOf('<script id="state"')));

/** The form of the page for the first slot. */
async function formOf(link: Json) {
  const { status, text } = await get(pathOf(link, `&${START}`));
  expect(status).toBe(200);
  return formsIn(text)[0]!;
}
const who = { attendee_name: jason.attendee_name, attendee_email: jason.attendee_email };

async function used(): Promise<number[]> {
  const { json } = await app.request("GET", "/v1/event-types/1/links", { key });
  return json["links"].map((link: Json) => link["used"]);
}

test("the form books with the link, without scripts", async () => {
  const link = await create();
  const form = await formOf(link);
  expect(form.fields).toContainEqual(["link", link["token"]]);
  const { status, headers } = await post(form.action, filledIn(form, who));
  expect(status).toBe(303);
  expect(headers.get("location")).toStartWith("/booking/");
  expect(headers.get("location")).not.toContain(link["token"]);
  expect(await used()).toEqual([1]);
});

test("the same form sent twice books once and leads to the same booking", async () => {
  const form = await formOf(await create());
  const fields = filledIn(form, who);
  const answers = [await post(form.action, fields), await post(form.action, fields)];
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(new Set(answers.map(({ headers }) => headers.get("location"))).size).toBe(1);
  expect(await used()).toEqual([1]);
});

test("a page with scripts books with the link in its body", async () => {
  const { token } = await create();
  const body = { ...jason, link: token, answers: [] };
  const headers = { accept: "application/json" };
  expect((await app.request("POST", PAGE, { body, headers })).status).toBe(201);
  const again = await app.request("POST", PAGE, { body, headers });
  expect([again.status, again.json["code"]]).toEqual([409, "link_used"]);
});

test("what the link prefills can be changed", async () => {
  const prefill = {
    name: `"><img src=x>`,
    email: "o'hara&co@example.com",
    notes: "</textarea></script>\n{host}",
  };
  const link = await create({ prefill });
  const form = await formOf(link);
  const fields = new Map(form.fields);
  expect(fields.get("attendee_name")).toBe(prefill.name);
  expect(fields.get("attendee_email")).toBe(prefill.email);
  expect(fields.get("notes")).toBe(prefill.notes);
  const { text } = await get(pathOf(link, `&${START}`));
  expect(elementsOf(text).filter(({ tag }) => tag === "img")).toEqual([]);
  await post(form.action, filledIn(form, { ...who, notes: "" }));
  const { json } = await app.request("GET", "/v1/bookings", { key });
  expect(json["bookings"]).toMatchObject([{ ...who, notes: null }]);
});

test("what the page's address fills in wins over the link, and stays out of no other view", async () => {
  const link = await create({ prefill: { name: "Jason Johnson", email: "jason@example.com" } });
  const { text } = await get(pathOf(link, `&name=Jay&${START}`));
  const fields = new Map(formsIn(text)[0]!.fields);
  expect([fields.get("attendee_name"), fields.get("attendee_email")]).toEqual(["Jay", "jason@example.com"]);
  const hrefs = hrefsOf((await get(pathOf(link))).text);
  expect(hrefs.filter((href) => /jason|name=|email=/i.test(href))).toEqual([]);
});

test("an invalid form keeps the link and what was typed", async () => {
  const link = await create({ prefill: { name: "Jason Johnson" } });
  const form = await formOf(link);
  const refused = await post(form.action, filledIn(form, { attendee_name: "", attendee_email: "jason" }));
  expect(refused.status).toBe(422);
  const again = formsIn(refused.text)[0]!;
  const fields = new Map(again.fields);
  expect([fields.get("attendee_name"), fields.get("attendee_email")]).toEqual(["", "jason"]);
  expect(await used()).toEqual([0]);
  expect((await post(again.action, filledIn(again, who))).status).toBe(303);
  expect(await used()).toEqual([1]);
});

test("a taken time offers others that still book with the link", async () => {
  const form = await formOf(await create());
  await app.book();
  const taken = await post(form.action, filledIn(form, who));
  expect(taken.status).toBe(409);
  const again = formsIn(taken.text)[0]!;
  const changed = filledIn(again, { start_time: "2026-03-02T15:00:00Z" });
  expect((await post(again.action, changed)).status).toBe(303);
  expect(await used()).toEqual([1]);
});

test("the emailed code keeps the link, and none is sent for a used one", async () => {
  await change({ verify_email: true });
  const form = await formOf(await create());
  const asked = await post(form.action, filledIn(form, who));
  const codes = () => app.database.read.selectFrom("email_codes").selectAll().execute();
  const [row] = await codes();
  const again = formsIn(asked.text)[0]!;
  const typed = filledIn(again, { ...who, email_code: app.deps.codes(row!) });
  expect((await post(again.action, typed)).status).toBe(303);
  expect(await used()).toEqual([1]);
  const sent = await codes();
  const refused = await post(form.action, filledIn(form, { ...who, attempt: "another" }));
  expect(shown(refused.text)).toContain("This link has since been used or has expired.");
  expect(await codes()).toEqual(sent);
});

/** The links of a page to itself. */
function hrefsOf(text: string): string[] {
  return elementsOf(text)
    .filter(({ tag, attributes }) => tag === "a" && attributes["href"]?.startsWith(PAGE))
    .map(({ attributes }) => decoded(attributes["href"]!));
}

describe("every other view of the page", () => {
  test("keeps the link: length, month, day, clock, language and time zone", async () => {
    await change({ durations_minutes: [30, 60] });
    const link = await create();
    for (const more of ["", "&date=2026-03-03", "&duration=60", "&lang=de", "&month=2026-04", `&${START}`]) {
      const { status, text } = await get(pathOf(link, more));
      expect(status).toBe(200);
      const hrefs = hrefsOf(text);
      expect(hrefs.length).toBeGreaterThan(0);
      expect(hrefs.filter((href) => !href.includes(`link=${link["token"]}`))).toEqual([]);
      if (more.startsWith("&start")) continue;
      for (const part of ["duration=", "month=", "date=", "clock=", "lang="])
        expect({ part, found: hrefs.some((href) => href.includes(part)) }).toEqual({ part, found: true });
      const zone = elementsOf(text).find(({ attributes }) => attributes["name"] === "link");
      expect(zone?.attributes["value"]).toBe(link["token"]);
    }
  });

  test("of a page without a link has none", async () => {
    await create();
    expect((await get(PAGE)).text).not.toContain("link=");
    const form = formsIn((await get(`${PAGE}?${START}`)).text)[0]!;
    expect(form.fields.map(([name]) => name)).not.toContain("link");
  });
});

test("the page with a link is not cached, compressed, indexed, previewed or embedded", async () => {
  await app.request("PATCH", "/v1/me", { key, body: { show_embed_button: true } });
  const link = await create();
  const gzip = { "accept-encoding": "gzip" };
  const open = await get(PAGE, gzip);
  expect(open.headers.get("content-encoding")).toBe("gzip");
  for (const more of ["", `&${START}`]) {
    const { headers, text } = await get(pathOf(link, more), gzip);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-robots-tag")).toBe("noindex");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-encoding")).toBeNull();
    expect(text).not.toContain("og:url");
    expect(text).toContain('"showsEmbed":false');
  }
  const form = await formOf(link);
  const { headers } = await post(form.action, filledIn(form, who));
  expect([headers.get("cache-control"), headers.get("referrer-policy")]).toEqual(["no-store", "no-referrer"]);
});

test("a page without the link is the same before and after one with it", async () => {
  const link = await create({ prefill: { name: "Jason Johnson" } });
  const plain = async () => (await get(PAGE)).text.replace(/"attempt":"[\w-]+"/, "");
  const before = await plain();
  await get(pathOf(link));
  expect(await plain()).toBe(before);
  expect(before).not.toContain("Jason Johnson");
});

describe("a link that can no longer be used", () => {
  test("shows a page that says it is used, with nobody's data", async () => {
    const link = await create({ prefill: { name: "Jason Johnson" } });
    await app.book({ link: link["token"] });
    const { status, text, headers } = await get(pathOf(link));
    expect(status).toBe(410);
    expect(wordsOf(text)).toStartWith("This link has been used If you booked with it,");
    expect(wordsOf(text)).toEndWith("please ask Jane Doe for a new one.");
    expect(text).not.toMatch(/Jason|9:00|slots/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-robots-tag")).toBe("noindex");
  });

  test("shows a page that says it has expired", async () => {
    const link = await create({ expires_at: "2026-03-02T11:00:00Z" });
    expect((await get(pathOf(link))).status).toBe(200);
    app.clock.now = Date.parse("2026-03-02T11:00:00Z");
    const { status, text } = await get(pathOf(link, `&${START}`));
    expect(status).toBe(410);
    expect(wordsOf(text)).toBe("This link has expired Please ask Jane Doe for a new one.");
  });

  test.each(Object.keys(languageNames) as Language[])("speaks %s", async (lang) => {
    const link = await create({ expires_at: "2026-03-02T11:00:00Z", uses: 2 });
    const { linkGone, linkUsed } = catalogues[lang].booking;
    const form = formsIn((await get(pathOf(link, `&${START}&lang=${lang}`))).text)[0]!;
    app.clock.now = Date.parse("2026-03-02T11:00:00Z");
    const refused = await post(form.action, filledIn(form, who));
    expect(shown(refused.text)).toContain(linkUsed);
    const named = ({ title, lead }: { title: string; lead: string }) =>
      `${title} ${lead.replace("{host}", "Jane Doe")}`;
    const gone = async () => wordsOf((await get(pathOf(link, `&lang=${lang}`))).text);
    expect(await gone()).toBe(named(linkGone.expired));
    app.clock.now = Date.parse("2026-03-02T10:00:00Z");
    for (const hour of [14, 15])
      await app.book({ link: link["token"], start_time: `2026-03-02T${hour}:00:00Z` });
    expect(await gone()).toBe(named(linkGone.used));
  });

  test.each(["used", "expired"])("is named after submitting if it was %s meanwhile", async (how) => {
    const link = await create({ expires_at: "2026-03-02T11:00:00Z" });
    const form = await formOf(link);
    if (how === "used") await app.book({ link: link["token"], start_time: "2026-03-02T16:00:00Z" });
    else app.clock.now = Date.parse("2026-03-02T11:00:00Z");
    const before = await everyRow(app);
    const { status, text, headers } = await post(form.action, filledIn(form, who));
    expect(status).toBe(409);
    expect(shown(text)).toContain("This link has since been used or has expired.");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(new Map(formsIn(text)[0]!.fields).get("attendee_email")).toBe(who.attendee_email);
    expect(await everyRow(app)).toEqual(before);
  });
});

describe("a link that is none", () => {
  test.each([
    ["made up", "AAAAAAABmR2bJ6dYk0QeTz5uWc4xHg"],
    ["empty", ""],
    ["text", "<script>"],
  ])("shows what an unknown event type shows if it is %s", async (_, token) => {
    const query = `?link=${encodeURIComponent(token)}`;
    const unknown = await get(`/book/jane/nothing${query}`);
    const page = await get(PAGE + query);
    expect([page.status, page.text]).toEqual([404, unknown.text]);
    expect(page.text).not.toContain("link=");
    await change({ hidden: true });
    expect((await get(PAGE + query)).text).toBe(unknown.text);
  });

  test("shows it if the link is deleted, also after submitting", async () => {
    const link = await create();
    const form = await formOf(link);
    await app.request("DELETE", `/v1/event-types/1/links/${link["id"]}`, { key });
    expect((await get(pathOf(link))).status).toBe(404);
    const before = await everyRow(app);
    expect((await post(form.action, filledIn(form, who))).status).toBe(404);
    expect(await everyRow(app)).toEqual(before);
  });

  test("shows it if the event type is switched off", async () => {
    const link = await create();
    await change({ active: false });
    expect((await get(pathOf(link))).status).toBe(404);
  });
});

test("a hidden event type is booked with a link, and its booking offers no other one", async () => {
  await change({ hidden: true });
  const form = await formOf(await create());
  const { headers } = await post(form.action, filledIn(form, who));
  const view = await get(headers.get("location")!);
  expect(view.status).toBe(200);
  expect(view.text).not.toContain(">Book another time<");
  const { json } = await app.book({ start_time: "2026-03-02T16:00:00Z" });
  expect((await get(`/booking/${json["view_token"]}`)).text).toContain(">Book another time<");
});
