import { FormatRegistry, type TSchema, Type } from "@sinclair/typebox";
import type { Json } from "./start-app.ts";

FormatRegistry.Set(
  "date-time",
  (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
);
FormatRegistry.Set("date", (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));
FormatRegistry.Set("idn-email", (text) => /^\S+@\S+$/.test(text));

/** Keywords without effect on validation. */
const NOTES = new Set(["description", "default", "examples"]);

/** Converts a published JSON Schema for checking. Throws for an unknown keyword, so that none is ignored. */
export function checkable(schema: Json, components: Json): TSchema {
  const { $ref, allOf, anyOf, oneOf, enum: values, const: value, type, ...rest } = schema;
  const inner = (one: Json) => checkable(one, components);
  if ($ref !== undefined) return inner(named($ref, components));
  if (allOf) return narrowed(allOf, components);
  if (anyOf ?? oneOf) return Type.Union((anyOf ?? oneOf).map(inner));
  if (values) return Type.Union(values.map((one: string) => Type.Literal(one)));
  if (value !== undefined) return Type.Literal(value);
  if (Array.isArray(type))
    return Type.Union(type.map((one) => inner(one === "null" ? { type: one } : { ...rest, type: one })));
  return ofType(
    type,
    Object.fromEntries(Object.entries(rest).filter(([keyword]) => !NOTES.has(keyword))),
    inner,
  );
}

/** A named object with narrower values for some fields. */
function narrowed([base = {}, { properties } = {}]: Json[], components: Json): TSchema {
  const fields = Object.entries<Json>(properties).map(([name, schema]) => [
    name,
    checkable(schema, components),
  ]);
  return Type.Intersect([checkable(base, components), Type.Object(Object.fromEntries(fields))]);
}

function named(reference: string, { schemas }: Json): Json {
  const name = reference.replace("#/components/schemas/", "");
  if (!schemas[name]) throw new Error(`nothing is called ${reference}`);
  return schemas[name];
}

function ofType(type: string, keywords: Json, inner: (schema: Json) => TSchema): TSchema {
  switch (type) {
    case "object":
      return ofObject(keywords, inner);
    case "array": {
      const { items, ...limits } = known(keywords, "items", "minItems", "maxItems", "uniqueItems");
      return Type.Array(inner(items), limits);
    }
    case "string":
      return Type.String(known(keywords, "format", "pattern", "minLength", "maxLength"));
    case "integer":
      return Type.Integer(known(keywords, "minimum", "maximum"));
    case "number":
      return Type.Number(known(keywords));
    case "boolean":
      return Type.Boolean(known(keywords));
    case "null":
      return Type.Null(known(keywords));
    case undefined:
      // Read-only fields of a response, which a request may repeat.
      if (keywords["readOnly"] === true) return Type.Unknown();
      throw new Error("a schema has no type");
    default:
      throw new Error(`no type is called ${type}`);
  }
}

function ofObject(keywords: Json, inner: (schema: Json) => TSchema): TSchema {
  const {
    properties,
    required = [],
    additionalProperties,
  } = known(keywords, "properties", "required", "additionalProperties");
  if (additionalProperties !== false) throw new Error("an object that takes any key checks nothing");
  const fields = Object.entries<Json>(properties).map(([name, schema]) => [
    name,
    required.includes(name) ? inner(schema) : Type.Optional(inner(schema)),
  ]);
  return Type.Object(Object.fromEntries(fields), { additionalProperties });
}

function known(keywords: Json, ...names: string[]): Json {
  const strange = Object.keys(keywords).filter((keyword) => !names.includes(keyword));
  if (strange.length > 0) throw new Error(`a schema says ${strange.join(", ")}, which nothing checks`);
  return keywords;
}
