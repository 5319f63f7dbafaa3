import { type TSchema, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { errorModel, problemsOf } from "../../src/web/docs/errors.ts";
import { type DeclaredRoute, declaredRoutes, routeTable } from "../../src/http/route-table.ts";
import type { Operation } from "../../src/http/route.ts";

/** Throws if a JSON response does not match the schema that its route declares for the status. */
export type AnswerChecker = (request: Request, response: Response) => Promise<void>;

export function answerChecker(routes: Parameters<typeof declaredRoutes>[0]): AnswerChecker {
  const table = routeTable(declaredRoutes(routes));
  return async (request, response) => {
    const route = request.method === "OPTIONS" ? undefined : table.routeOf(request);
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    if (!isJson || request.method === "HEAD" || (route && !isOperation(route))) return;
    const body: unknown = await response.clone().json();
    const schema = route ? schemaOf(route, response.status) : errorModel();
    const [misfit] = Value.Errors(schema, body);
    if (!misfit) return;
    const what = `${request.method} ${route?.path ?? "without a route"} ${response.status}`;
    throw new Error(`${what} does not declare ${misfit.path}: ${misfit.message}\n${JSON.stringify(body)}`);
  };
}

type OperationRoute = DeclaredRoute & { readonly declaration: Operation };

function isOperation(route: DeclaredRoute): route is OperationRoute {
  return route.declaration.operationId !== undefined;
}

function schemaOf(route: DeclaredRoute, status: number): TSchema {
  const operation = route.declaration as Operation;
  const answer = operation.answers[status];
  if (answer !== undefined) return Type.Union([answer ?? []].flat().map((model) => model()));
  const codes = problemsOf(route, operation)
    .filter(([, problem]) => problem.status === status)
    .map(([, { body }]) => Type.Literal(body.code));
  return Type.Intersect([errorModel(), Type.Object({ code: Type.Union(codes) })]);
}
