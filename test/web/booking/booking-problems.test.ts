import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { expectProblem } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
beforeEach(async () => {
  app = await startApp({ rateLimit: true, busyPatienceMs: 30, frameAncestors: "https://site.example.com" });
  await app.host();
});
afterEach(() => app.close());

const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const form = { ...html, "content-type": "application/x-www-form-urlencoded" };
const path = "/book/jane/30min?lang=de&embed=popup&theme=dark&name=A%20%22%3E%3Cb%3E";

/** Expects an error page in German that looks like the booking page, with the same framing rules. */
function expectBookingProblem(answered: Answered, status: number, again: string | null): void {
  expect({ status: answered.status, text: answered.text }).toMatchObject({ status });
  expect(answered.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const policy = answered.headers.get("content-security-policy")!.split("; ");
  expect(policy).toContain("frame-ancestors https://site.example.com");
  expect(policy).toContain("default-src 'none'");
  expect(answered.headers.get("referrer-policy")).toBe("no-referrer");
  const { text } = answered;
  expect(text).toStartWith('<!doctype html><html lang="de" dir="ltr" data-embed="popup" data-theme="dark">');
  expect(text).toMatch(/<link rel="stylesheet" href="\/assets\/booking-\w+\.css"/);
  expect(text).toMatch(/<button[^>]*class="close"[^>]*aria-label="Schließen"[^>]*hidden/);
  expect(text).not.toMatch(/<b>|\{"error"/);
  if (again !== null) expect(text).toContain(`<a href="${again}">Noch einmal versuchen</a>`);
}

const again = path.replaceAll("&", "&amp;");

test("a limited request gets a page with the time to wait", async () => {
  let last = await app.request("GET", path, { headers: html });
  const looks = Array.from({ length: 1300 });
  for (const _ of looks) {
    if (last.status === 429) break;
    last = await app.request("GET", "/book/nobody", { headers: { accept: "application/json" } });
  }
  const refused = await app.request("GET", path, { headers: html });
  expectBookingProblem(refused, 429, again);
  expect(refused.text).toContain("zu viele Anfragen");
  expect(Number(refused.headers.get("retry-after"))).toBeWithin(1, 61);
  expect(refused.headers.get("cache-control")).toBe("no-store");
  expectProblem(
    await app.request("GET", path, { headers: { accept: "application/json" } }),
    429,
    "rate_limited",
  );
});

const body = new URLSearchParams({
  start_time: "2026-03-02T15:00:00Z",
  timezone: "America/Chicago",
  attendee_name: "Ada",
  attendee_email: "ada@example.com",
}).toString();

const sent: [what: string, status: number, headers: Json, body: string, says: string][] = [
  ["a form over the size limit", 413, form, `notes=${"x".repeat(70_000)}`, "zu groß"],
  ["an unsupported content type", 400, { ...html, "content-type": "text/plain" }, "x", "nicht lesbar"],
  ["invalid JSON", 400, { ...html, "content-type": "application/json" }, "{", "nicht lesbar"],
];

test.each(sent)("%s gets an error page", async (_, status, headers, body, says) => {
  const refused = await app.request("POST", path, { headers, body });
  expectBookingProblem(refused, status, again);
  expect(refused.text).toContain(says);
});

test("an unwritable database gets a page that says nothing changed", async () => {
  const other = new Database(app.path);
  other.run("begin exclusive");
  const refused = await app.request("POST", path, { headers: form, body });
  other.run("rollback");
  other.close();
  expectBookingProblem(refused, 503, again);
  expect(refused.text).toContain("nichts speichern");
});

test("a bug gets a page with its log id", async () => {
  const row = { questions: '{"secret":"inside"}' };
  await app.database.write((trx) => trx.updateTable("event_types").set(row).where("id", "=", 1).execute());
  const failed = await app.request("POST", path, { headers: form, body });
  expectBookingProblem(failed, 500, again);
  expect(failed.text).toMatch(/im Protokoll unter [\w-]{6,}\./);
  const [, id] = /im Protokoll unter ([\w-]+)\./.exec(failed.text)!;
  expect(JSON.stringify(app.logged)).toContain(id!);
  expect(failed.text).not.toContain("secret");
});

test("unknown paths and hosts get an error page", async () => {
  const query = "?lang=de&embed=popup&theme=dark";
  for (const missing of [
    "/book/jane/30min/a/b",
    "/book/jane/30min/unknown.ics",
    "/book/nobody",
    "/book/jane/x",
  ]) {
    const answered = await app.request("GET", missing + query, { headers: html });
    expectBookingProblem(answered, 404, null);
    expect(answered.text).toContain("Diese Seite gibt es nicht");
  }
});

test("a missing event type links to the host's others", async () => {
  const query = "?lang=de&embed=popup&start=2026-03-02T15:00:00Z&date=2026-03-02";
  const { text } = await app.request("GET", `/book/jane/nothing${query}`, { headers: html });
  expect(text).toContain('<a href="/book/jane?lang=de&amp;embed=popup">');
});
