import { Type } from "@sinclair/typebox";
import { object, text } from "../../api/parts.ts";
import { possiblePolicies } from "../../http/access.ts";
import { errorCodes, invalidProblem, type Problem, problemFor, problems } from "../../http/errors.ts";
import { oneOf } from "../../http/fields.ts";
import type { DeclaredRoute } from "../../http/route-table.ts";
import { model, type Operation } from "../../http/route.ts";

export const errorModel = model(
  "Error",
  () =>
    object(
      {
        error: text("A sentence for people."),
        code: oneOf(errorCodes, { description: "The error code, for programs." }),
        details: Type.Optional(
          Type.Array(
            object({
              path: text("A JSON pointer to the field."),
              message: text("What is wrong with it."),
            }),
            { description: "The error of each field; only with 422." },
          ),
        ),
      },
      { description: "An error." },
    ),
  () => ({ error: problems.notFound.body.error, code: "not_found" as const }),
);

/** The errors that an operation can respond with, by the name of their example. */
export function problemsOf(
  { method, declaration }: DeclaredRoute,
  operation: Operation,
): [string, Problem][] {
  const { access, body } = declaration;
  const isHosts = access === "host" || access === "host_or_link";
  const isWrite = method !== "GET";
  const complaint = complaintOf(declaration);
  const found: (Problem | false)[] = [
    body !== undefined && problems.malformed,
    body !== undefined && problems.tooLarge,
    isHosts && problems.unauthorized,
    ((isHosts && isWrite) || access === "login" || access === "logout") && problems.forbidden,
    complaint !== undefined && invalidProblem([complaint]),
    possiblePolicies(access).some(({ limited }) => limited) && problems.rateLimited,
    problems.internal,
    (operation.writes ?? isWrite) && problems.unavailable,
  ];
  return [
    ...found.filter((one) => one !== false).map((one): [string, Problem] => [one.body.code, one]),
    ...(operation.refusals ?? []).map((refusal): [string, Problem] => [refusal, problemFor(refusal)]),
  ];
}

/** An example of an invalid body or query; undefined without either. */
function complaintOf({ body, query }: DeclaredRoute["declaration"]) {
  const schema = body ?? query;
  if (!schema) return undefined;
  const [missing] = (schema["required"] ?? []) as string[];
  if (missing !== undefined) return { path: `/${missing}`, message: "is required" };
  const [field] = Object.entries<{ says?: string }>(schema["properties"]);
  return field
    ? { path: `/${field[0]}`, message: String(field[1].says) }
    : { path: "/colour", message: "is an unknown field" };
}
