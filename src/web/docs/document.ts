import type { TSchema } from "@sinclair/typebox";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { version } from "../../observability/version.ts";
import { type Access, possiblePolicies } from "../../http/access.ts";
import type { DeclaredRoute } from "../../http/route-table.ts";
import { namingOf, type Operation } from "../../http/route.ts";
import { errorModel } from "./errors.ts";
import { parametersOf, publishedPath } from "./parameters.ts";
import { type JsonSchema, publishedSchema, writtenOut } from "./published-schema.ts";
import { responsesOf } from "./responses.ts";
import { tags } from "../../http/tags.ts";
import { webhookCalls } from "./webhook-calls.ts";

const description = `List a host's free slots and book one; the links in the emails do the rest.

Instants are ISO 8601 and always returned in UTC; instants without an offset are rejected. Dates are \`YYYY-MM-DD\`, time zones IANA names. Unknown keys in a body or query are rejected.

**Hosts** authenticate with an API key, in \`x-api-key\` or as a Bearer token, or with the session cookie of a login. Changes with a cookie require that \`Sec-Fetch-Site\` or \`Origin\` shows a page of this server. **Public** operations need no key, and pages of other sites can call them.`;

/**
 * The OpenAPI document of these routes. Version 3.1, because its schemas are JSON Schema: null and constants need no
 * translation. The examples can be sent as they are.
 */
export function describeApi(routes: readonly DeclaredRoute[], publicUrl: string, example: ExampleBooking) {
  const schemas: Record<string, JsonSchema> = {};
  const publish = (schema: TSchema): JsonSchema =>
    publishedSchema(schema, ({ name }, named) => {
      if (name in schemas) return;
      schemas[name] = {};
      schemas[name] = writtenOut(named, (_, inner) => publish(inner));
    });
  publish(errorModel());
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    if (route.declaration.operationId === undefined) continue;
    const operation = route.declaration;
    const methods = (paths[publishedPath(route, operation)] ??= {});
    methods[route.method.toLowerCase()] = describeOperation(route, operation, example, publish);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "SchedKit",
      version: version.version,
      description,
      contact: { name: "The operator of this server", url: publicUrl },
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: publicUrl.replace(/\/$/, ""), description: "This server." }],
    tags: Object.entries(tags).map(([name, meaning]) => ({ name, description: meaning })),
    paths,
    webhooks: webhookCalls(example, publish),
    components: { schemas, securitySchemes },
  };
}

function describeOperation(
  route: DeclaredRoute,
  operation: Operation,
  example: ExampleBooking,
  publish: (schema: TSchema) => JsonSchema,
) {
  const { operationId, tag, summary, description } = operation;
  const { access, body } = route.declaration;
  return {
    tags: [tag],
    summary,
    description,
    operationId,
    security: securityOf(access),
    parameters: parametersOf(route, operation, example),
    ...(body && namingOf(body) && { requestBody: requestBodyOf(body, access, example, publish) }),
    responses: responsesOf(route, operation, example, publish),
  };
}

const securitySchemes = {
  ApiKey: { type: "apiKey", in: "header", name: "x-api-key", description: "An API key: `sk_…`." },
  Bearer: { type: "http", scheme: "bearer", description: "The same key as a Bearer token." },
  Session: {
    type: "apiKey",
    in: "cookie",
    name: "schedkit_session",
    description: "The session cookie of a login.",
  },
};

function securityOf(access: Access) {
  const asHost = [{ ApiKey: [] }, { Bearer: [] }, { Session: [] }];
  if (access === "host") return asHost;
  return access === "host_or_link" ? [...asHost, {}] : [];
}

function requestBodyOf(
  body: TSchema,
  access: Access,
  example: ExampleBooking,
  publish: (schema: TSchema) => JsonSchema,
) {
  const content = { schema: publish(body), example: namingOf(body)!.example(example) };
  const takesForms = possiblePolicies(access).some(({ form }) => form);
  return {
    required: "required" in body,
    content: {
      "application/json": content,
      ...(takesForms && { "application/x-www-form-urlencoded": content }),
    },
  };
}
