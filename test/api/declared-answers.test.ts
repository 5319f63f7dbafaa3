import { expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { object } from "../../src/api/parts.ts";
import { model, route } from "../../src/http/route.ts";
import { answerChecker } from "../support/answer-checker.ts";

const thing = model(
  "Thing",
  () => object({ id: Type.Integer({ minimum: 1 }) }, { description: "A thing." }),
  () => ({ id: 1 }),
);

const app = new Elysia().get(
  "/things/:id",
  () => "",
  route({
    access: "host",
    operationId: "getThing",
    tag: "Account",
    summary: "Get a thing",
    description: "Returns a thing.",
    answers: { 200: thing },
    refusals: ["not_found"],
  }),
);
const check = answerChecker(app.routes);

const sent = (body: unknown, status = 200) =>
  check(new Request("http://localhost/things/1"), Response.json(body, { status }));

test("accepts a response that matches its declaration", async () => {
  await sent({ id: 1 });
  await sent({ error: "Not here.", code: "not_found" }, 404);
});

test.each<[string, unknown, number]>([
  ["a field of another type", { id: "1" }, 200],
  ["an extra field", { id: 1, secret: true }, 200],
  ["a missing field", {}, 200],
  ["an undeclared status", { id: 1 }, 201],
  ["an undeclared code", { error: "Not here.", code: "slug_taken" }, 409],
  ["a code of another status", { error: "Not here.", code: "unauthorized" }, 404],
  ["an error without a code", { error: "Not here." }, 404],
])("rejects a response with %s", async (_, body, status) => {
  const complaint = await sent(body, status).catch(({ message }: Error) => message);
  expect(complaint).toContain("does not declare");
});
