import type { TSchema } from "@sinclair/typebox";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { possiblePolicies } from "../../http/access.ts";
import type { Problem } from "../../http/errors.ts";
import type { DeclaredRoute } from "../../http/route-table.ts";
import { type Model, namingOf, type Operation } from "../../http/route.ts";
import { problemsOf } from "./errors.ts";
import { type JsonSchema, reference, writtenOut } from "./published-schema.ts";

type Response = {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
};
type Publish = (schema: TSchema) => JsonSchema;

const page = { "text/html": { schema: { type: "string", description: "The same as a page." } } };

export function responsesOf(
  route: DeclaredRoute,
  operation: Operation,
  example: ExampleBooking,
  publish: Publish,
): Record<string, Response> {
  const { access } = route.declaration;
  const hasPages = possiblePolicies(access).some(({ errorPage }) => errorPage);
  const errors = Map.groupBy(problemsOf(route, operation), ([, { status }]) => status);
  return {
    ...(access === "ops" && { 431: { description: "The headers of the request are too large." } }),
    ...fromEntries([...errors].map(([status, found]) => [status, errorResponse(status, found, hasPages)])),
    ...(operation.pageRefuses && { 409: refusingPage }),
    ...(route.path.includes("/:username") && { 308: renamed }),
    ...fromEntries(
      Object.entries(operation.answers).map(([status, answer]) => [
        status,
        answer === null ? emptyResponse(status) : success([answer].flat(), hasPages, example, publish),
      ]),
    ),
  };
}

function emptyResponse(status: string): Response {
  return { description: status === "304" ? "Nothing has changed." : "Done." };
}

const refusingPage: Response = {
  description: "Only as a page: the booking can no longer be changed.",
  content: page,
};

const renamed: Response = {
  description: "The host or event type was renamed. `Location` is its present URL.",
  headers: { Location: { description: "The present URL.", schema: { type: "string" } } },
};

function fromEntries(entries: readonly (readonly [string | number, Response])[]): Record<string, Response> {
  return Object.fromEntries(entries);
}

function success(
  models: readonly Model[],
  hasPages: boolean,
  example: ExampleBooking,
  publish: Publish,
): Response {
  const schemas = models.map((model) => model());
  const [schema] = schemas;
  const description = schemas.map((one) => one.description).join(" Or: ");
  const mediaType = schema!["mediaType"];
  if (mediaType) return { description, content: { [mediaType]: { schema: writtenOut(schema!, () => {}) } } };
  return {
    description,
    content: { "application/json": contentOf(schemas, example, publish), ...(hasPages && page) },
  };
}

function contentOf(schemas: readonly TSchema[], example: ExampleBooking, publish: Publish) {
  const namings = schemas.map((schema) => namingOf(schema)!);
  const published = schemas.map(publish);
  if (namings.length === 1) return { schema: published[0], example: namings[0]!.example(example) };
  return {
    schema: { oneOf: published },
    examples: Object.fromEntries(namings.map((one) => [one.name, { value: one.example(example) }])),
  };
}

const meanings: Record<number, string> = {
  400: "The body is not JSON.",
  401: "No API key or session, or an invalid one.",
  403: "A request with a session from a page of another site, or of unknown origin.",
  404: "Not found, or not visible to this caller.",
  409: "The current state does not allow it; `error` says why.",
  413: "The body is larger than 64 KiB, or 768 KiB for a profile.",
  422: "A field is missing, malformed or unknown; `details` names each.",
  429: "Too many requests.",
  500: "A bug in the server.",
  503: "The server cannot save changes at the moment. Nothing was changed.",
};

const headers: Record<number, Record<string, unknown>> = {
  401: { "WWW-Authenticate": { description: "Always `Bearer`.", schema: { type: "string" } } },
  429: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } },
};

/** The response for one error status, with the possible codes. */
function errorResponse(status: number, found: [string, Problem][], hasPages: boolean): Response {
  const codes = [...new Set(found.map(([, { body }]) => body.code))];
  const examples = Object.fromEntries(found.map(([name, { body }]) => [name, { value: body }]));
  const schema = {
    allOf: [
      reference("Error"),
      {
        type: "object",
        properties: { code: { type: "string", enum: codes, description: "What went wrong." } },
      },
    ],
  };
  return {
    description: meanings[status]!,
    ...(headers[status] && { headers: headers[status] }),
    content: { "application/json": { schema, examples }, ...(hasPages && page) },
  };
}
