import { afterAll, beforeAll, expect, test } from "bun:test";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";
import { readDescription } from "../support/description.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let document: Json;

beforeAll(async () => {
  app = await startApp({ publicUrl: "https://book.schedkit.test" });
  await app.host();
  ({ document } = await readDescription(app));
});
afterAll(() => app.close());

/** Findings of Redocly's `recommended` rules, including warnings. */
async function redocly(checked: Json): Promise<string[]> {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(checked), config });
  return problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`);
}

/** Findings of Spectral's `oas` rules, including hints. */
async function spectralOas(checked: Json): Promise<string[]> {
  const linter = new spectral.Spectral();
  linter.setRuleset({ extends: [oas as never] });
  const problems = await linter.run(structuredClone(checked));
  return problems.map(({ code, message, path }) => `${code} ${path.join("/")}: ${message}`);
}

/** The document with a deliberate error. */
function broken(fault: (document: Json) => void): Json {
  const copy = structuredClone(document);
  fault(copy);
  return copy;
}

test("Redocly finds no problems in the document", async () => {
  expect(await redocly(document)).toEqual([]);
});

test("Redocly reports a missing operationId and an unused schema", async () => {
  const faulty = broken(({ paths, components }) => {
    delete paths["/v1/me"].get.operationId;
    components.schemas.Unused = { type: "string" };
  });
  const rules = (await redocly(faulty)).map((problem) => problem.split(" ")[0]);
  expect(rules).toEqual(["operation-operationId", "no-unused-components"]);
});

test("Spectral finds no problems in the document", async () => {
  expect(await spectralOas(document)).toEqual([]);
});

test("Spectral reports a missing description and an invalid example", async () => {
  const faulty = broken(({ paths }) => {
    delete paths["/v1/bookings"].get.description;
    paths["/v1/me"].get.responses[200].content["application/json"].example.id = "one";
  });
  const rules = (await spectralOas(faulty)).map((problem) => problem.split(" ")[0]!);
  expect(rules.sort()).toEqual(["oas3-valid-media-example", "operation-description"]);
});

test("request schemas have no defaults, which generated clients would require", () => {
  for (const { post, put, patch } of Object.values<Json>(document["paths"]))
    for (const operation of [post, put, patch])
      expect(JSON.stringify(operation?.requestBody ?? {})).not.toContain('"default":');
  expect(JSON.stringify(document["components"])).not.toContain('"default":');
});

test("the document contains the public URL and every operation's error codes", () => {
  expect(document["servers"]).toMatchObject([{ url: "https://book.schedkit.test" }]);
  const { responses } = document["paths"]["/v1/book/{username}/{event_slug}"].post;
  const codesOf = (status: number) =>
    responses[status].content["application/json"].schema.allOf[1].properties.code.enum;
  expect(codesOf(409)).toEqual([
    "slot_unavailable",
    "calendar_unreachable",
    "too_many_bookings",
    "link_used",
  ]);
  expect(codesOf(429)).toEqual(["rate_limited"]);
  expect(document["components"].schemas.Error.properties.code.enum).toContain("slot_unavailable");
});
