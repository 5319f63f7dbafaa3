import type { TSchema } from "@sinclair/typebox";
import { type Model, modelOf } from "../route.ts";

/** A JSON Schema as the document carries it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Told of each model that a published schema refers to. */
type OnModel = (model: Model, schema: TSchema) => void;

export function reference(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

/** A schema as it can be published: a reference for a model, and else what it is made of. */
export function publishedSchema(schema: TSchema, onModel: OnModel): JsonSchema {
  const model = modelOf(schema);
  if (!model) return writtenOut(schema, onModel);
  onModel(model, schema);
  return reference(model.name);
}

/**
 * What a schema is made of. Sentences for people are left out, what JSON Schema cannot say is replaced by what stands
 * under `openapi`, and the description says the value of a field that is left out.
 */
export function writtenOut(
  { says: _, error: __, model: ___, mediaType: ____, openapi, standard, ...schema }: TSchema,
  onModel: OnModel,
): JsonSchema {
  const { description, examples } = schema;
  const inner = (one: TSchema) => publishedSchema(one, onModel);
  const own: TSchema = openapi ? { ...openapi, ...(examples && { examples }) } : schema;
  return collapsed({
    ...own,
    ...(description && { description: withStandard(description, standard) }),
    ...(own["properties"] && { properties: mapped(own["properties"], inner) }),
    ...(own["items"] && { items: inner(own["items"]) }),
    ...(own["anyOf"] && { anyOf: own["anyOf"].map(inner) }),
  });
}

function withStandard(description: string, standard: string | number | boolean | undefined): string {
  return standard === undefined ? description : `${description} \`${standard}\` if absent.`;
}

function mapped(properties: Record<string, TSchema>, inner: (schema: TSchema) => JsonSchema) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, inner(schema)]));
}

/** `anyOf` a plain schema and null, written the short way. */
function collapsed({ anyOf, ...rest }: JsonSchema): JsonSchema {
  if (!Array.isArray(anyOf)) return rest;
  const [schema, nothing] = anyOf as JsonSchema[];
  const isOrNull = anyOf.length === 2 && nothing?.["type"] === "null" && typeof schema?.["type"] === "string";
  return isOrNull ? { ...schema, ...rest, type: [schema["type"], "null"] } : { anyOf, ...rest };
}
