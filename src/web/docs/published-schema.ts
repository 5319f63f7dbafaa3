import type { TSchema } from "@sinclair/typebox";
import { type Naming, namingOf } from "../../http/route.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Called for each named schema that a published one refers to. */
type OnNamed = (naming: Naming, schema: TSchema) => void;

export function reference(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

/** A schema in its published form: a reference if it is named, otherwise its content. */
export function publishedSchema(schema: TSchema, onNamed: OnNamed): JsonSchema {
  const naming = namingOf(schema);
  if (!naming) return writtenOut(schema, onNamed);
  onNamed(naming, schema);
  return reference(naming.name);
}

/**
 * The content of a schema. Omits error messages, replaces what JSON Schema cannot express by `openapi`, and adds default
 * values to the description.
 */
export function writtenOut(
  { says: _, error: __, naming: ___, mediaType: ____, openapi, standard, ...schema }: TSchema,
  onNamed: OnNamed,
): JsonSchema {
  const { description, examples } = schema;
  const inner = (one: TSchema) => publishedSchema(one, onNamed);
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
  return standard === undefined ? description : `${description} \`${standard}\` by default.`;
}

function mapped(properties: Record<string, TSchema>, inner: (schema: TSchema) => JsonSchema) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, inner(schema)]));
}

/** Simplifies an `anyOf` of a plain schema and null. */
function collapsed({ anyOf, ...rest }: JsonSchema): JsonSchema {
  if (!Array.isArray(anyOf)) return rest;
  const [schema, nothing] = anyOf as JsonSchema[];
  const isOrNull = anyOf.length === 2 && nothing?.["type"] === "null" && typeof schema?.["type"] === "string";
  if (!isOrNull) return { anyOf, ...rest };
  const values = Array.isArray(schema["enum"]) && { enum: [...(schema["enum"] as unknown[]), null] };
  return { ...schema, ...values, ...rest, type: [schema["type"], "null"] };
}
