import { afterAll, beforeAll, expect, test } from "bun:test";
import SwaggerParser from "@apidevtools/swagger-parser";
import { webhookEvents } from "../../../src/domain/webhook.ts";
import { type Description, examplesOf, readDescription } from "../../support/description.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let description: Description;

beforeAll(async () => {
  app = await startApp();
  await app.host();
  description = await readDescription(app);
});
afterAll(() => app.close());

test("the document is valid OpenAPI 3.1", async () => {
  const document: object = structuredClone(description.document);
  await SwaggerParser.validate(document as Extract<Parameters<typeof SwaggerParser.validate>[0], object>);
  expect(description.document["openapi"]).toBe("3.1.0");
});

test("exactly the routes of the API are documented", () => {
  const routes = app.app.routes.filter(({ hooks }) => hooks.declaration.operationId);
  const shapes = routes.map(({ method, path }) => shapeOf(`${method} ${path}`));
  const described = description.operations.map(({ method, path }) => shapeOf(`${method} ${path}`));
  expect(described.toSorted()).toEqual(shapes.toSorted());
});

test("no two paths differ only in parameter names", () => {
  const shapes = Object.keys(description.document["paths"]).map(shapeOf);
  expect(new Set(shapes).size).toBe(shapes.length);
});

test("the published routes keep their published names", () => {
  const named = description.operations.map(({ method, path }) => `${method} ${path}`);
  expect(named).toEqual(
    expect.arrayContaining([
      "GET /v1/bookings",
      "GET /v1/bookings/{id}",
      "POST /v1/book/{username}/{event_slug}",
      "POST /v1/bookings/{id}/reschedule",
      "GET /v1/bookings/{confirm_token}/confirm",
      "GET /v1/bookings/{confirm_token}/decline",
      "POST /v1/cancel/{token}/confirm",
    ]),
  );
});

test("every operation has a unique id, a summary and a description", () => {
  const { operations, document } = description;
  const tags = document["tags"].map(({ name }: Json) => name);
  const ids = operations.map(({ operation }) => operation["operationId"]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operation } of operations) {
    expect(tags).toContain(operation["tags"][0]);
    expect(operation["summary"]).toMatch(/^\S.{5,}/);
    expect(Object.keys(operation["responses"]).some((status) => status.startsWith("2"))).toBe(true);
    for (const parameter of operation["parameters"]) {
      expect(parameter.in === "path" ? parameter.example : "").toBeDefined();
    }
  }
});

test("every schema has a description", () => {
  for (const [name, schema] of Object.entries<Json>(description.document["components"].schemas)) {
    expect({ name, says: schema["description"] }).toEqual({ name, says: expect.stringMatching(/\.$/) });
  }
});

test("every JSON body and response has a schema and valid examples", () => {
  for (const { method, path, operation } of description.operations) {
    const bodies = [operation["requestBody"], ...Object.values<Json>(operation["responses"])].filter(
      (one) => one?.content?.["application/json"],
    );
    for (const { content } of bodies) {
      const json = content["application/json"];
      expect({ method, path, examples: examplesOf(json).length }).not.toMatchObject({ examples: 0 });
      for (const example of examplesOf(json)) {
        expect({ method, path, example, misfits: description.misfits(json.schema, example) }).toMatchObject({
          misfits: [],
        });
      }
    }
  }
});

test("bodies are JSON, and also forms on links with pages", () => {
  const bodies = description.operations.filter(({ operation }) => operation["requestBody"]);
  expect(bodies.length).toBeGreaterThan(10);
  for (const { path, operation } of bodies) {
    const isLink = path.includes("token}");
    const types = isLink ? ["application/json", "application/x-www-form-urlencoded"] : ["application/json"];
    expect(Object.keys(operation["requestBody"].content)).toEqual(types);
  }
});

test("numbers in queries are numbers, and schemas contain no error texts", () => {
  const parameters = description.find("listBookings").operation["parameters"];
  expect(parameters[0]).toMatchObject({
    name: "limit",
    schema: { type: "integer", minimum: 1, maximum: 200, default: 50 },
  });
  expect(JSON.stringify(description.document)).not.toMatch(
    /"(says|\$id)":|"format":"(instant|one-line|text)"/,
  );
});

test("webhook requests are documented, with valid examples of each event", () => {
  const { webhooks } = description.document;
  expect(Object.keys(webhooks)).toEqual([...webhookEvents]);
  for (const [event, { post }] of Object.entries<Json>(webhooks)) {
    const { schema, example } = post.requestBody.content["application/json"];
    expect({ event: example.event, misfits: description.misfits(schema, example) }).toEqual({
      event,
      misfits: [],
    });
  }
});

function shapeOf(path: string): string {
  return path.replaceAll(/:\w+|\{\w+\}/g, "{}").replace(/\/$/, "");
}
