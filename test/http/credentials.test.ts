import { afterAll, beforeAll, expect, test } from "bun:test";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await app.host();
});
afterAll(() => app.close());

test.each([
  [{}, "Authentication is required: an API key in x-api-key or as a Bearer token, or a session."],
  [{ "x-api-key": "sk_wrong" }, "This API key is not valid. It may have been deleted."],
  [{ "x-api-key": "my-key" }, "This API key is not valid. It may have been deleted."],
  [{ authorization: "Bearer sk_wrong" }, "This API key is not valid. It may have been deleted."],
  [{ cookie: `schedkit_session=${"a".repeat(43)}` }, "Your session has ended. Please sign in again."],
])("a request with %j hears what is wrong", async (headers, error) => {
  const { status, json } = await app.request("GET", "/v1/me", { headers });
  expect([status, json]).toEqual([401, { error, code: "unauthorized" }]);
});

test("other sites can read the request id and Retry-After", async () => {
  for (const target of ["/v1/slots/jane/30min?date=2026-03-02", "/v1/u/nobody"]) {
    const { headers } = await app.request("GET", target, { headers: { origin: "https://site.example" } });
    expect(headers.get("access-control-expose-headers")).toContain("x-request-id");
    expect(headers.get("access-control-expose-headers")).toContain("retry-after");
  }
});
