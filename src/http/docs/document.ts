import { filterPaths, registerSchemaPath } from "@elysiajs/swagger/utils";
import type { InternalRoute } from "elysia";
import type { ExampleBooking } from "../../usecases/example-booking.ts";
import { version } from "../../version.ts";
import { answerExamples, bodyExamples, parameterExamples } from "./examples.ts";
import { bodies, type Operation, tags } from "./operation.ts";
import { operations } from "./operations.ts";
import { type GeneratedParameter, parametersOf } from "./parameters.ts";
import { type JsonSchema, publishedSchema } from "./published-schema.ts";
import { type Checked, reference, responsesOf } from "./responses.ts";
import { answerSchemas } from "./schemas.ts";
import { webhookCalls } from "./webhook-calls.ts";

/** A route as the framework keeps it. */
export type Route = Pick<InternalRoute, "method" | "path" | "hooks">;

/** What the framework's own generation makes of one route. */
type Generated = {
  readonly parameters?: readonly GeneratedParameter[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: JsonSchema }> };
};

const description = `List a host's free slots and book one; the links in the mails do the rest.

Instants are ISO 8601 and always answered in UTC; instants without an offset are refused. Dates are \`YYYY-MM-DD\`, time zones IANA names. A key in a body or query that is not known is refused.

**Hosts** authenticate with an API key, in \`x-api-key\` or as a Bearer token, or with the cookie of a login, which changes something only where \`Sec-Fetch-Site\` or \`Origin\` says that a page of this server asks. **Public** operations need none and answer pages of other sites too.`;

/**
 * The OpenAPI description of these routes. 3.1, whose schemas are JSON Schema: null and constants need no
 * translation. `basePath` is what a proxy puts before every path.
 */
export function describeApi(routes: readonly Route[], basePath: string, example: ExampleBooking) {
  const byShape = new Map(routes.map((route) => [shapeOf(`${route.method} ${route.path}`), route]));
  const examples = {
    answers: answerExamples(example),
    bodies: bodyExamples(example),
    parameters: parameterExamples(example),
  };
  const schemas = publishedSchemas(answerSchemas);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const route = byShape.get(shapeOf(name));
    if (!route) continue;
    const [method, path] = name.split(" ") as [string, string];
    const generated = generate(route, path);
    const { body } = operation;
    if (body) schemas[body] = { description: bodies[body], ...publishedSchema(bodySchemaOf(generated)) };
    (paths[path] ??= {})[method.toLowerCase()] = describeOperation(operation, route, generated, examples);
  }
  return {
    openapi: "3.1.0",
    info: { title: "SchedKit", version: version.version, description },
    servers: [{ url: basePath || "/", description: "This server." }],
    tags: Object.entries(tags).map(([name, meaning]) => ({ name, description: meaning })),
    paths,
    webhooks: webhookCalls(examples.answers.WebhookCall),
    components: { schemas, securitySchemes },
  };
}

type Examples = {
  readonly answers: ReturnType<typeof answerExamples>;
  readonly bodies: ReturnType<typeof bodyExamples>;
  readonly parameters: ReturnType<typeof parameterExamples>;
};

function describeOperation(operation: Operation, route: Route, generated: Generated, examples: Examples) {
  const { id, tag, summary, description: more, body } = operation;
  return {
    tags: [tag],
    summary,
    ...(more !== undefined && { description: more }),
    operationId: id,
    security: securityOf(operation),
    parameters: parametersOf(generated.parameters ?? [], operation, examples.parameters),
    ...(body && { requestBody: requestBodyOf(route, operation, body, examples.bodies[body]) }),
    responses: responsesOf(operation, checkedBy(route, operation), examples.answers),
  };
}

function publishedSchemas(schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, publishedSchema(schema)]));
}

/** Two paths that differ in the names of their parameters are the same to a router, and to OpenAPI. */
function shapeOf(methodAndPath: string): string {
  return methodAndPath.replaceAll(/:\w+|\{\w+\}/g, "{}").replace(/\/$/, "");
}

function generate({ method, hooks }: Route, path: string): Generated {
  const paths: Record<string, Record<string, Generated>> = {};
  registerSchemaPath({ schema: paths, path, method, hook: hooks, models: {} });
  filterPaths(paths, { excludeStaticFile: false, exclude: [] });
  return paths[path]![method.toLowerCase()]!;
}

const securitySchemes = {
  ApiKey: { type: "apiKey", in: "header", name: "x-api-key", description: "An API key: `sk_…`." },
  Bearer: { type: "http", scheme: "bearer", description: "The same key as a Bearer token." },
  Session: { type: "apiKey", in: "cookie", name: "schedkit_session", description: "The cookie of a login." },
};

function securityOf({ access }: Operation) {
  const asHost = [{ ApiKey: [] }, { Bearer: [] }, { Session: [] }];
  if (access === "host") return asHost;
  return access === "host or link" ? [...asHost, {}] : [];
}

function bodySchemaOf({ requestBody }: Generated): JsonSchema {
  return requestBody!.content["application/json"]!.schema;
}

function requestBodyOf({ hooks }: Route, { access }: Operation, name: string, example: unknown) {
  const content = { schema: reference(name), example };
  return {
    required: "required" in (hooks.body as JsonSchema),
    content: {
      "application/json": content,
      ...(access.endsWith("link") && { "application/x-www-form-urlencoded": content }),
    },
  };
}

/** What the route refuses by itself, with an example of it. */
function checkedBy({ method, hooks }: Route, { body }: Operation): Checked {
  const schema = (body ? hooks.body : (hooks.query ?? hooks.body)) as JsonSchema | undefined;
  return {
    hasBody: hooks.body !== undefined,
    writes: method !== "GET",
    complaint: schema && complaintAbout(schema),
  };
}

function complaintAbout({ required, properties }: JsonSchema) {
  const [missing] = (required ?? []) as string[];
  if (missing !== undefined) return { path: `/${missing}`, message: "is required" };
  const [field] = Object.entries(properties as Record<string, JsonSchema>);
  if (!field) return { path: "/colour", message: "is not a field that is known here" };
  return { path: `/${field[0]}`, message: String(field[1].says) };
}
