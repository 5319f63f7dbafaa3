import type { parameterExamples } from "./examples.ts";
import type { Operation } from "./operation.ts";
import { type JsonSchema, publishedSchema } from "./published-schema.ts";

/** A parameter as the framework's own generation gives it. */
export type GeneratedParameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
};

type Examples = Readonly<Partial<Record<string, string | number>>>;

const slugSchema = { type: "string" };
const token = { type: "string" };

/** What stands in paths. */
const pathParameters: Record<
  Exclude<keyof ReturnType<typeof parameterExamples>, "date">,
  { description: string; schema: JsonSchema }
> = {
  username: { description: "The host's slug.", schema: slugSchema },
  event_slug: { description: "The event type's slug.", schema: slugSchema },
  id: { description: "Its id.", schema: { type: "integer", minimum: 1 } },
  confirm_token: { description: "The token in the link of the host's mail.", schema: token },
  email: { description: "The attendee's address.", schema: { type: "string", format: "email" } },
  token: {
    description: "The token in the link of the attendee's mail, or in the answer to the booking.",
    schema: token,
  },
};

/** The parameters of an operation, in the path, the query and the headers. */
export function parametersOf(
  generated: readonly GeneratedParameter[],
  operation: Operation,
  examples: Examples,
) {
  const known = generated.map((parameter) =>
    parameter.in === "path"
      ? pathParameter(parameter.name, operation, examples)
      : queryParameter(parameter, examples),
  );
  return [...known, ...(operation.parameters ?? [])];
}

function pathParameter(name: string, { access }: Operation, examples: Examples) {
  const { description, schema } = pathParameters[name as keyof typeof pathParameters];
  const either = name === "confirm_token" && access === "host or link";
  return {
    name,
    in: "path",
    required: true,
    description: either
      ? "The booking's id, with a key; or the token in the link of the host's mail."
      : description,
    schema,
    example: either ? String(examples.id) : examples[name],
  };
}

function queryParameter({ name, required, description, schema }: GeneratedParameter, examples: Examples) {
  const published = publishedSchema(schema);
  const { default: standard } = published;
  return {
    name,
    in: "query",
    required,
    ...(description !== undefined && { description }),
    schema:
      published.type === "integer" && standard !== undefined
        ? { ...published, default: Number(standard) }
        : published,
    ...(examples[name] !== undefined && { example: examples[name] }),
  };
}
