import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;

beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const page = { accept: "text/html,*/*;q=0.8" };
const home = (headers: Record<string, string> = page, query = "") =>
  app.request("GET", `/${query}`, { headers });

describe("the root", () => {
  test("says how to add a host if there is none", async () => {
    const { status, text } = await home();
    expect(status).toBe(200);
    expect(text).toContain("schedkit host add");
  });

  test("leads to the page of the only host", async () => {
    await app.host();
    const { status, headers } = await home();
    expect([status, headers.get("location")]).toEqual([302, "http://localhost:3000/book/jane"]);
  });

  test("names no host if there are several", async () => {
    await app.host();
    await app.host("mary");
    const { status, text } = await home(page, "?lang=de");
    expect([status, text.includes("Buchungsseiten")]).toEqual([200, true]);
    expect(text).not.toContain("jane");
  });

  test("describes the server as JSON", async () => {
    expect((await home({ accept: "application/json" })).json).toEqual({
      name: "schedkit",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      docs: "http://localhost:3000/swagger",
      description: "http://localhost:3000/swagger/json",
    });
  });
});

test.each([
  ["/robots.txt", "text/plain", "Disallow: /booking/"],
  ["/llms.txt", "text/plain", "http://localhost:3000/swagger/json"],
  ["/favicon.ico", "image/x-icon", "PNG"],
])("%s is a file", async (path, type, content) => {
  const { status, headers, text } = await app.request("GET", path);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toStartWith(type);
  expect(text).toContain(content);
});

describe("OPTIONS", () => {
  test.each([
    ["/", "OPTIONS, GET, HEAD"],
    ["/healthz", "OPTIONS, GET, HEAD"],
    ["/v1/event-types/1", "OPTIONS, GET, HEAD, PATCH, DELETE"],
  ])("%s is allowed, with its methods", async (path, allow) => {
    const { status, headers } = await app.request("OPTIONS", path);
    expect([status, headers.get("allow")]).toEqual([204, allow]);
  });

  test("is 404 for an unknown path", async () => {
    expect((await app.request("OPTIONS", "/nothing")).status).toBe(404);
  });
});
