/** A JSON Schema as the description carries it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * A schema as it can be published: the sentences for people are left out, and what JSON Schema cannot say is
 * replaced by what stands under `openapi`.
 */
export function publishedSchema({ says: _, error: __, openapi, ...schema }: JsonSchema): JsonSchema {
  const own = openapi ? { ...(openapi as JsonSchema), ...told(schema) } : schema;
  return collapsed(
    Object.fromEntries(Object.entries(own).map(([keyword, value]) => [keyword, inner(keyword, value)])),
  );
}

/** What says nothing about which values fit. */
function told({ description, examples, default: standard }: JsonSchema): JsonSchema {
  return {
    ...(description !== undefined && { description }),
    ...(examples !== undefined && { examples }),
    ...(standard !== undefined && { default: standard }),
  };
}

function inner(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case "properties":
      return Object.fromEntries(
        Object.entries(value as Record<string, JsonSchema>).map(([name, one]) => [
          name,
          publishedSchema(one),
        ]),
      );
    case "items":
      return publishedSchema(value as JsonSchema);
    case "anyOf":
      return (value as JsonSchema[]).map(publishedSchema);
    default:
      return value;
  }
}

/** `anyOf` a plain schema and null, said the short way. */
function collapsed({ anyOf, ...rest }: JsonSchema): JsonSchema {
  if (!Array.isArray(anyOf)) return anyOf === undefined ? rest : { anyOf, ...rest };
  const [schema, nothing] = anyOf as JsonSchema[];
  const isOrNull = anyOf.length === 2 && nothing?.type === "null" && typeof schema?.type === "string";
  return isOrNull ? { ...schema, ...rest, type: [schema.type, "null"] } : { anyOf, ...rest };
}
