import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { eventTypes } from "../browser/site.ts";
import { everyRow, expectProblem } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";
import { decoded, elementsOf, wordsOf } from "./read-html.ts";

let app: TestApp;
let key: string;
let booking: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host("jane", eventTypes));
  booking = (await app.book({ start_time: "2026-03-12T14:00:00Z" })).json;
});
afterEach(() => app.close());

const path = (more = "") => `/v1/reschedule/${booking["reschedule_token"]}${more}`;
const open = (more = "", headers: Record<string, string> = {}) =>
  app.request("GET", path(more), { headers: { accept: "text/html", ...headers } });
const submit = (fields: Record<string, string>, more = "") =>
  app.request("POST", path(more), {
    headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
const stored = async () => (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json;

const pending = async () => {
  const answers = [
    { question_id: "company", answer: "Initech" },
    { question_id: "terms", answer: true },
  ];
  const over = { start_time: "2026-03-10T14:00:00Z", answers, notes: "The enterprise plan" };
  booking = (await app.book(over, "/v1/book/jane/consultation")).json;
};

/** The visible words of the page, without its state. */
const words = (page: string) => wordsOf(page.replace(/<script id="state"[^]*?<\/script>/, ""));

describe("the page to reschedule a booking", () => {
  test("shows the current time and free times in the booking's zone", async () => {
    const { status, text } = await open();
    expect(status).toBe(200);
    expect(words(text)).toContain(
      "Your time now Thursday, March 12, 2026 9:00 AM – 9:30 AM America/Chicago (UTC−05:00)",
    );
    expect(words(text)).toContain("Choose a new day and time");
    expect(words(text)).toContain("Times on Thursday, March 12, 2026");
    const links = elementsOf(text).flatMap(({ attributes }) => attributes["href"] ?? []);
    expect(links).toContain(path("?date=2026-03-13"));
    expect(links).toContain(path("?date=2026-03-12&amp;start=2026-03-12T14%3A30%3A00Z"));
    expect(links.join()).not.toContain("start=2026-03-12T14%3A00%3A00Z");
  });

  test("opens the booking's month, or another one if it is full", async () => {
    booking = (await app.book({ start_time: "2026-04-15T14:00:00Z" })).json;
    expect(words((await open()).text)).toContain("Times on Wednesday, April 15, 2026");
    const off = { starts_at: "2026-04-01T00:00:00Z", ends_at: "2026-06-01T00:00:00Z" };
    await app.request("POST", "/v1/time-off", { key, body: off });
    expect(words((await open()).text)).toContain("Times on Monday, March 2, 2026");
  });

  test("shows all times in the requested zone", async () => {
    const { text } = await open("?tz=Asia%2FTokyo&clock=24");
    expect(words(text)).toContain(
      "Your time now Thursday, March 12, 2026 23:00 – 23:30 Asia/Tokyo (UTC+09:00)",
    );
    expect(words(text)).toContain("23:30");
  });

  test("asks for confirmation with the old and the new time", async () => {
    const before = await everyRow(app);
    const { text } = await open("?start=2026-03-13T15:00:00Z");
    expect(words(text)).toContain(
      "Old time Thursday, March 12, 2026 9:00 AM – 9:30 AM America/Chicago (UTC−05:00) " +
        "New time Friday, March 13, 2026 10:00 AM – 10:30 AM America/Chicago (UTC−05:00)",
    );
    expect(text).toMatch(/<s><strong>Thursday/);
    expect(words(text)).toContain("Want to keep your time? Close this page");
    const fields = elementsOf(text).filter(({ tag }) => tag === "input");
    expect(fields.map(({ attributes: { name, value } }) => [name, value])).toEqual([
      ["timezone", "America/Chicago"],
      ["start_time", "2026-03-13T15:00:00Z"],
    ]);
    expect(await everyRow(app)).toEqual(before);
  });

  test("says if the requested time is the current one", async () => {
    expect(words((await open("?start=2026-03-12T14:00:00Z")).text)).toContain(
      "Your booking is already at this time. Choose another one, or leave it as it is.",
    );
  });

  test("says if a time is taken, or nothing else is free", async () => {
    await app.book({ start_time: "2026-03-13T14:00:00Z" });
    const gone = await open("?start=2026-03-13T14:00:00Z");
    expect(words(gone.text)).toContain("This time has just been taken. Your booking has not moved.");
    const off = { starts_at: "2026-03-01T00:00:00Z", ends_at: "2026-06-01T00:00:00Z" };
    await app.request("POST", "/v1/time-off", { key, body: off });
    expect(words((await open()).text)).toContain("No times are free in March 2026.");
  });

  const said: [language: string, title: string, time: string][] = [
    ["de", "Wählen Sie einen neuen Termin", "Ihr jetziger Termin Donnerstag, 12. März 2026 09:00 – 09:30"],
    ["fr", "Choisissez un nouvel horaire", "Votre horaire actuel jeudi 12 mars 2026 09:00 – 09:30"],
    ["es", "Elija otro día y otra hora", "Su hora actual jueves, 12 de marzo de 2026 09:00 – 09:30"],
    ["pt", "Escolha um novo dia", "O seu horário atual quinta-feira, 12 de março de 2026 09:00 – 09:30"],
    ["nl", "Kies een nieuwe dag en tijd", "Uw tijd nu donderdag 12 maart 2026 09:00 – 09:30"],
  ];
  test.each(said)("is in the reader's language: %s", async (language, title, time) => {
    for (const { text } of [
      await open("", { "accept-language": language }),
      await open(`?lang=${language}`),
    ]) {
      expect(text).toContain(`<html lang="${language}"`);
      for (const sentence of [title, time]) expect(words(text)).toContain(sentence);
    }
  });

  test("cannot be framed, stored, indexed or compressed", async () => {
    const { headers } = await open("", { "accept-encoding": "gzip" });
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-robots-tag")).toBe("noindex");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-encoding")).toBeNull();
  });

  test("shows no personal data and escapes the URL's values", async () => {
    await pending();
    const attack = `"><script>alert(1)</script><!--`;
    const query = new URLSearchParams({
      lang: attack,
      tz: attack,
      start: attack,
      name: attack,
      date: attack,
    });
    for (const { text } of [await open(), await open(`?${query}`)]) {
      expect(text).not.toMatch(/Jason|jason@example\.com|enterprise|Initech/);
      expect(text).not.toContain("<script>alert");
      expect(elementsOf(text).filter(({ tag }) => tag === "script")).toHaveLength(2);
    }
  });

  test("ignores invalid parameters", async () => {
    for (const query of [
      "tz=Mars",
      "date=2026-02-30",
      "month=9999-12",
      "date=0001-01-01",
      "clock=13",
      "utm_source=x&utm_source=y",
      "%",
    ]) {
      const { status, text } = await open(`?${query}`);
      expect({ query, status, isMarch: text.includes("March 2026") }).toEqual({
        query,
        status: 200,
        isMarch: true,
      });
    }
  });

  test.each([
    ["cancelled", () => app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key, body: {} })],
    ["passed", async () => void (app.clock.now = Date.parse("2026-03-13T00:00:00Z"))],
    ["has begun", async () => void (app.clock.now = Date.parse("2026-03-12T14:00:00Z"))],
  ])("for a booking that is %s says so and links to a new one", async (what, happen) => {
    await happen();
    for (const { status, text } of [await open(), await submit({ start_time: "2026-03-13T15:00:00Z" })]) {
      expect(status).toBe(409);
      expect(words(text)).toContain(what);
      expect(text).toContain(`href="/book/jane/30min"`);
    }
  });

  test.each(["HEAD", "GET", "POST"])("changes nothing for %s", async (method) => {
    const before = await everyRow(app);
    const headers = {
      accept: "text/html",
      purpose: "prefetch",
      "content-type": "application/x-www-form-urlencoded",
    };
    const body = method === "POST" ? { body: "start_time=2026-03-13T15%3A00%3A00Z" } : {};
    const { status } = await app.request(method, path("?start=2026-03-13T15:00:00Z"), { headers, ...body });
    expect(status).toBe(200);
    expect(await everyRow(app)).toEqual(before);
  });
});

describe("a rescheduling without scripts", () => {
  const wanted = { start_time: "2026-03-13T15:00:00Z", timezone: "Europe/Berlin" };

  test("applies the zone, reports the result, and is idempotent", async () => {
    const { status, text } = await submit(wanted);
    expect(status).toBe(200);
    expect(words(text)).toContain(
      "Your booking has moved You and Jane Doe each get an email with the new time.",
    );
    expect(words(text)).toContain("Friday, March 13, 2026 4:00 PM – 4:30 PM Europe/Berlin (UTC+01:00)");
    expect(await stored()).toMatchObject({
      start_time: wanted.start_time,
      attendee_timezone: "Europe/Berlin",
    });
    const again = words((await submit(wanted)).text);
    expect(again).toContain("Your booking is already at this time");
    expect(again).toContain("no second email was sent");
  });

  test("offers to reschedule again, cancel, book, and add to a calendar", async () => {
    const links = elementsOf((await submit(wanted, "?lang=en-GB")).text).flatMap(
      ({ attributes }) => attributes["href"] ?? [],
    );
    const expected = [path("?lang=en-GB"), `/v1/cancel/${booking["cancel_token"]}?lang=en-GB`];
    const anew = "/book/jane/30min?lang=en-GB&amp;tz=Europe%2FBerlin";
    expect(links).toEqual(expect.arrayContaining([...expected, anew]));
    const ics = links.find((link) => link.endsWith(".ics"))!;
    expect((await app.request("GET", ics)).text).toContain("DTSTART:20260313T150000Z");
    for (const link of expected) {
      expect((await app.request("GET", link, { headers: { accept: "text/html" } })).status).toBe(200);
    }
  });

  test("of a pending booking stays pending and says who confirms", async () => {
    await pending();
    const sentence = "Jane Doe still has to confirm it, and you get an email with the answer.";
    const asks = await open("?start=2026-03-13T15:00:00Z");
    expect(words(asks.text)).toContain(sentence);
    expect(words(asks.text)).toContain("Ask for this time");
    expect(words((await submit(wanted)).text)).toContain(sentence);
    expect((await stored())["status"]).toBe("pending");
  });

  const again: [language: string, before: string, after: string][] = [
    ["en", "Jane Doe has to confirm the new one again", "Jane Doe still has to confirm it"],
    ["de", "Jane Doe muss der neuen Zeit erneut zustimmen", "Jane Doe muss noch zustimmen"],
    ["fr", "Jane Doe doit de nouveau donner son accord", "L’accord de Jane Doe est encore nécessaire"],
    ["es", "Jane Doe tiene que confirmar de nuevo la nueva hora", "Jane Doe todavía tiene que aprobarla"],
    ["pt", "Jane Doe tem de confirmar de novo o novo horário", "Falta ainda a aprovação de Jane Doe"],
    ["nl", "Jane Doe moet de nieuwe tijd opnieuw bevestigen", "Jane Doe moet die nog goedkeuren"],
  ];
  test.each(again)(
    "of a confirmed booking says that the host is asked again: %s",
    async (language, before, after) => {
      await pending();
      await app.request("POST", `/v1/bookings/${booking["id"]}/confirm`, { key, body: {} });
      const asks = await open(`?start=2026-03-13T15:00:00Z&lang=${language}`);
      expect(words(asks.text)).toContain(before);
      expect((await stored())["status"]).toBe("confirmed");
      const moved = await submit(wanted, `?lang=${language}`);
      expect(words(moved.text)).toContain(after);
      expect((await stored())["status"]).toBe("pending");
    },
  );

  test("follows the booking, whatever its event type requires now", async () => {
    const { json } = await app.request("GET", "/v1/event-types", { key });
    const { id } = json["event_types"].find(({ slug }: Json) => slug === "30min");
    await app.request("PATCH", `/v1/event-types/${id}`, { key, body: { requires_confirmation: true } });
    expect(words((await open("?start=2026-03-13T15:00:00Z")).text)).not.toMatch(
      /has to confirm it|confirm the new/,
    );
    expect(words((await submit(wanted)).text)).not.toContain("has to confirm");
    expect((await stored())["status"]).toBe("confirmed");
  });

  test("to a taken time offers the nearest free ones", async () => {
    await app.book({ start_time: wanted.start_time });
    const { status, text } = await submit(wanted);
    expect(status).toBe(409);
    expect(words(text)).toContain("This time has just been taken. Your booking has not moved.");
    const offered = elementsOf(text).filter(({ attributes: { type } }) => type === "radio");
    expect(offered.map(({ attributes }) => attributes["value"])).toEqual([
      "2026-03-13T13:30:00Z",
      "2026-03-13T14:00:00Z",
      "2026-03-13T14:30:00Z",
      "2026-03-13T15:30:00Z",
      "2026-03-13T16:00:00Z",
      "2026-03-13T16:30:00Z",
    ]);
    expect(words(text)).toContain("Friday, March 13, 4:30 PM");
    expect((await stored())["start_time"]).toBe("2026-03-12T14:00:00Z");
  });
});

describe("the slots for the page's scripts", () => {
  const slots = (query: string) => app.request("GET", path(`/slots?${query}`));

  test("ignore the booking itself and include its current time", async () => {
    const { status, json } = await slots("date=2026-03-12&timezone=Asia%2FTokyo");
    expect(status).toBe(200);
    const free = await app.request("GET", "/v1/slots/jane/30min?date=2026-03-12&timezone=Asia%2FTokyo");
    expect({ ...json, current: undefined }).toEqual({ ...free.json, current: undefined });
    expect(json["current"]).toEqual({
      start: "2026-03-12T14:00:00Z",
      end: "2026-03-12T14:30:00Z",
      start_local: "2026-03-12T23:00:00+09:00",
      end_local: "2026-03-12T23:30:00+09:00",
    });
    await pending();
    const long = (await slots("date=2026-03-10")).json["slots"].map(({ start }: Json) => start);
    expect(long).toEqual(expect.arrayContaining(["2026-03-10T13:00:00Z", "2026-03-10T15:00:00Z"]));
    expect(long).not.toContain("2026-03-10T14:00:00Z");
  });

  test("are in the booking's zone by default", async () => {
    const { json } = await slots("date=2026-03-12");
    expect([json["timezone"], json["current"].start_local]).toEqual([
      "America/Chicago",
      "2026-03-12T09:00:00-05:00",
    ]);
  });

  test("are refused as JSON with the API's errors", async () => {
    const html = { headers: { accept: "text/html" } };
    const unknown = "/v1/reschedule/unknown/slots?date=2026-03-12";
    expectProblem(await app.request("GET", unknown, html), 404, "not_found");
    expectProblem(await app.request("GET", unknown.replace("?", "/?"), html), 404, "not_found");
    for (const query of ["", "?date=soon", "?date=2026-03-12&colour=1"]) {
      expectProblem(await app.request("GET", path(`/slots${query}`), html), 422, "invalid");
    }
    const cancel = `/v1/reschedule/${booking["cancel_token"]}/slots?date=2026-03-12`;
    expectProblem(await app.request("GET", cancel), 404, "not_found");
    await app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key, body: {} });
    expectProblem(await slots("date=2026-03-12"), 409, "already_cancelled");
  });
});

test("user input on the page stays text", async () => {
  const attack = `"><img src=x onerror=alert(1)>`;
  await app.request("PATCH", "/v1/me", { key, body: { name: attack } });
  for (const { text } of [await open(), await open("?start=2026-03-13T15:00:00Z")]) {
    expect(elementsOf(text).filter(({ tag }) => tag === "img")).toEqual([]);
    expect(decoded(text)).toContain(attack);
  }
});
