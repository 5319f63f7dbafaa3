import { afterAll, beforeAll, expect, test } from "bun:test";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const ask = (headers: Record<string, string> = {}) =>
  app.app.handle(new Request("http://localhost/embed.js", { headers }));

test("any site may load the script, which browsers revalidate", async () => {
  const { status, headers } = await app.request("GET", "/embed.js");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("cache-control")).toMatch(/^public, max-age=\d{1,3},/);
  expect(headers.get("vary")).toBe("accept-encoding");
});

test("an unchanged script is 304", async () => {
  const etag = (await ask()).headers.get("etag")!;
  for (const known of [etag, `"other", ${etag}`, "*"]) {
    const answer = await ask({ "if-none-match": known });
    expect(answer.status).toBe(304);
    expect(answer.headers.get("etag")).toBe(etag);
    expect(await answer.text()).toBe("");
  }
  expect((await ask({ "if-none-match": '"other"' })).status).toBe(200);
});

test("the compressed script is under 6 KB and identical", async () => {
  const zipped = await ask({ "accept-encoding": "gzip, br" });
  expect(zipped.headers.get("content-encoding")).toBe("gzip");
  const bytes = await zipped.bytes();
  expect(bytes.length).toBeLessThan(6 * 1024);
  expect(Buffer.from(Bun.gunzipSync(bytes)).toString()).toBe(await (await ask()).text());
});

test("the script is self-contained and works in older browsers", async () => {
  const text = await (await ask()).text();
  expect(text).toMatch(/^\(\(\)=>\{[^]*\}\)\(\);\s*$/);
  expect(text).not.toMatch(
    /https?:\/\/|\bfetch\(|\bimport\b|\beval\b|innerHTML|\?\?|\?\.[a-z(]|#\w+\(|\bawait\b/,
  );
});
