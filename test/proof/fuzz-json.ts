import fc from "fast-check";
import type { Json } from "../support/start-app.ts";
import { HOSTILE_TEXTS, hostileJson, whens } from "./fuzz-values.ts";

/** JSON as text, so that keys can repeat and numbers can be `1e400`. */
type JsonText = string;
type Texts = fc.Arbitrary<JsonText>;

/** Generates JSON that is valid for a published schema, or nearly valid. */
export function jsonFrom(components: Json) {
  function valid(schema: Json, example?: unknown): Texts {
    const { $ref, anyOf, oneOf, enum: values, const: only, type } = schema;
    if ($ref !== undefined) return valid(named($ref), example);
    const choices: Json[] | undefined = anyOf ?? oneOf;
    if (choices) return fc.oneof(...choices.map((one) => valid(one)));
    if (values) return fc.constantFrom(...(values as unknown[])).map(written);
    if (only !== undefined) return fc.constant(written(only));
    if (Array.isArray(type)) return fc.oneof(...type.map((one) => valid({ ...schema, type: one }, example)));
    if (type === "object") return validObject(schema, example);
    if (type === "array") return fc.array(valid(schema["items"]), { maxLength: 3 }).map(listOf);
    return scalar(schema, example);
  }

  function validObject({ properties, required = [] }: Json, example: unknown): Texts {
    const fields = Object.entries<Json>(properties).map(([name, schema]) => {
      const entry = valid(schema, (example as Json | undefined)?.[name]).map((value) => entryOf(name, value));
      return required.includes(name) ? entry : fc.option(entry, { nil: undefined, freq: 1 });
    });
    return fc.tuple(...fields).map((entries) => `{${entries.filter((one) => one !== undefined).join()}}`);
  }

  /** Usually wrong in one place. */
  function nearly(schema: Json, example?: unknown): Texts {
    const { $ref, anyOf, oneOf, type } = schema;
    if ($ref !== undefined) return nearly(named($ref), example);
    const choices: Json[] | undefined = anyOf ?? oneOf;
    if (choices) return fc.oneof(hostileJson, ...choices.map((one) => nearly(one)));
    if (type === "object") return nearlyObject(schema, example);
    if (type === "array") return nearlyList(schema);
    return fc.oneof({ weight: 3, arbitrary: hostileJson }, beyond(schema));
  }

  function nearlyObject(schema: Json, example: unknown): Texts {
    const entries = Object.entries<Json>(schema["properties"]);
    if (entries.length === 0) return hostileJson.map((value) => `{${entryOf("colour", value)}}`);
    const wrongField = fc.constantFrom(...entries).chain(([name, inner]) => {
      const value = nearly(inner, (example as Json | undefined)?.[name]);
      return value.map((text) => entryOf(name, text));
    });
    const strangeKey = fc.tuple(fc.constantFrom(...HOSTILE_TEXTS), hostileJson);
    const extra = fc.oneof(
      { weight: 4, arbitrary: wrongField },
      { weight: 1, arbitrary: strangeKey.map(([name, value]) => entryOf(name, value)) },
    );
    const whole = valid(schema, example);
    return fc.oneof(
      { weight: 5, arbitrary: fc.tuple(whole, extra).map(([object, entry]) => withEntry(object, entry)) },
      { weight: 1, arbitrary: whole.map((object) => object.replace(/^\{"[^"]*":[^,{}[\]]*,/, "{")) },
      { weight: 1, arbitrary: hostileJson },
    );
  }

  function nearlyList({ items, maxItems = 100 }: Json): Texts {
    const tooLong = valid(items).map((one) => listOf(Array<JsonText>(maxItems + 1).fill(one)));
    const mixed = fc.array(fc.oneof(valid(items), nearly(items)), { minLength: 1, maxLength: 4 }).map(listOf);
    return fc.oneof({ weight: 4, arbitrary: mixed }, { weight: 1, arbitrary: tooLong }, hostileJson);
  }

  function named(reference: string): Json {
    return components["schemas"][reference.replace("#/components/schemas/", "")];
  }

  return { valid, nearly };
}

function scalar(schema: Json, example: unknown): Texts {
  const { type, format, pattern, examples = [], minimum = -1e6, maximum = 1e6 } = schema;
  const shown = [...examples, ...(example === undefined ? [] : [example])];
  switch (type) {
    case "null":
      return fc.constant("null");
    case "boolean":
      return fc.boolean().map(String);
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map(written);
    case "integer":
      return fc.oneof(
        fc.constantFrom(...(shown.length > 0 ? shown : [minimum])).map(written),
        fc.integer({ min: minimum, max: Math.min(maximum, minimum + 90) }).map(written),
        fc.constantFrom(minimum, maximum).map(written),
      );
    default:
      if (format !== undefined && format in whens) return whens[format as keyof typeof whens].map(written);
      if (pattern !== undefined && shown.length === 0)
        return fc.stringMatching(new RegExp(pattern)).map(written);
      return validText(schema, shown, pattern).map(written);
  }
}

function validText({ minLength = 0, maxLength = 50, format }: Json, shown: unknown[], pattern?: string) {
  const words = shown.length > 0 ? [fc.constantFrom(...(shown as string[]))] : [];
  if (pattern !== undefined) return fc.oneof(...words, fc.stringMatching(new RegExp(pattern)));
  if (format === "email")
    return fc.oneof(
      ...words,
      fc.nat(500).map((n) => `jason+${n}@example.com`),
    );
  return fc.oneof(
    { weight: 12, arbitrary: words[0] ?? fc.string({ minLength, maxLength: Math.min(maxLength, 20) }) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, 20) }) },
    { weight: 1, arbitrary: fc.constantFrom("x".repeat(maxLength), ...HOSTILE_TEXTS) },
  );
}

/** A value just outside the limits of a schema. */
function beyond({ minimum, maximum, maxLength }: Json): Texts {
  const values = [
    ...(minimum === undefined ? [] : [minimum - 1, minimum + 0.5]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1), "🦉".repeat(maxLength)]),
  ];
  return values.length === 0 ? hostileJson : fc.constantFrom(...values).map(written);
}

function entryOf(name: string, value: JsonText): string {
  return `${JSON.stringify(name)}:${value}`;
}

/** Appends an entry to the object; a repeated key counts twice, and its last value wins. */
function withEntry(object: JsonText, entry: string): JsonText {
  return object === "{}" ? `{${entry}}` : `${object.slice(0, -1)},${entry}}`;
}

function listOf(items: readonly JsonText[]): JsonText {
  return `[${items.join()}]`;
}

function written(value: unknown): JsonText {
  return JSON.stringify(value);
}
