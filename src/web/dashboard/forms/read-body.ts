import { OptionalKind, type TSchema } from "@sinclair/typebox";
import { positionsIn, type Sent, valueOf } from "./sent.ts";

/**
 * Reads a form as the body of an API request, by the body's schema: `fields` are the properties that the form has. What was not
 * sent is left out, and the schema's own check decides about the rest. An empty optional field is left out too, but not in a
 * `change` of something that exists, where leaving it out would keep its value.
 */
export function bodyFrom(
  schema: { readonly properties: Readonly<Record<string, TSchema>> },
  sent: Sent,
  fields: readonly string[],
  kind: "change" | "new",
): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .map((name) => [name, readAt(schema.properties[name]!, sent, name, kind === "change")] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function readAt(schema: TSchema, sent: Sent, path: string, keepsEmpty = false): unknown {
  if (schema["type"] === "array") return readList(schema, sent, path);
  if (schema["type"] === "object") return readObject(schema, sent, path);
  if (!sent.has(path)) return undefined;
  const text = valueOf(sent, path).trim();
  const inner = withoutNull(schema);
  if (inner?.["type"] === "array") return readChoices(inner, sent, path);
  if (text === "" && inner !== undefined) return null;
  if (text === "" && OptionalKind in schema && !keepsEmpty) return undefined;
  return readValue(inner ?? schema, text);
}

function readValue(schema: TSchema, text: string): unknown {
  switch (schema["type"]) {
    case "boolean":
      return text === "on";
    case "integer":
    case "number":
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    default:
      return text;
  }
}

function readList(schema: TSchema, sent: Sent, path: string): unknown {
  const items = schema["items"] as TSchema;
  if (items["type"] === "object")
    return positionsIn(sent, path).map((position) => readObject(items, sent, `${path}.${position}`));
  if (!sent.has(path)) return OptionalKind in schema ? undefined : [];
  return valueOf(sent, path)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The values of a field that is there several times, or null for an empty text. */
function readChoices(schema: TSchema, sent: Sent, path: string): unknown {
  const values = sent.get(path) ?? [];
  if (values.length === 1 && values[0] === "") return null;
  return values.map((value) => readValue(schema["items"] as TSchema, value));
}

function readObject(schema: TSchema, sent: Sent, path: string): Record<string, unknown> {
  const entries = Object.entries(schema["properties"] as Record<string, TSchema>);
  return Object.fromEntries(
    entries
      .map(([name, inner]) => [name, readAt(inner, sent, `${path}.${name}`)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** The other side of a union with null; undefined for any other schema. */
function withoutNull(schema: TSchema): TSchema | undefined {
  const sides = (schema["anyOf"] ?? []) as TSchema[];
  return sides.some((side) => side["type"] === "null")
    ? sides.find((side) => side["type"] !== "null")
    : undefined;
}
