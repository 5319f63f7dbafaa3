import { type SchemaOptions, type Static, type TOptional, type TSchema, Type } from "@sinclair/typebox";
import { parseInstant } from "../domain/clock.ts";
import type { EpochMs } from "../domain/interval.ts";
import { MOST_GUESTS } from "../domain/limits.ts";
import { languageNames } from "../i18n/locale.ts";
import { lineFormat, rangeFormat, textFormat } from "./formats.ts";

/**
 * The fields of request bodies and queries. `says` is the error message for an invalid value; `openapi` overrides the
 * published description where the schema cannot express it.
 */

export const instant = (options: SchemaOptions = {}) =>
  Type.String({
    format: "instant",
    maxLength: 40,
    says: "must be an ISO 8601 instant with an offset, like 2026-03-20T14:00:00Z",
    openapi: { type: "string", format: "date-time" },
    examples: ["2026-03-20T14:00:00Z"],
    ...options,
  });

export const date = (options: SchemaOptions = {}) =>
  Type.String({
    format: "calendar-date",
    says: "must be a date that exists, like 2026-03-20",
    openapi: { type: "string", format: "date" },
    examples: ["2026-03-20"],
    ...options,
  });

export const timeOfDay = (options: SchemaOptions = {}) =>
  Type.String({
    format: "time-of-day",
    says: "must be a time of day from 00:00 to 24:00, like 09:30",
    openapi: { type: "string", pattern: "^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$" },
    examples: ["09:00"],
    ...options,
  });

export const timeZone = (options: SchemaOptions = {}) =>
  Type.String({
    format: "time-zone",
    maxLength: 64,
    says: "must be an IANA time zone, like America/Chicago",
    openapi: { type: "string" },
    examples: ["America/Chicago"],
    ...options,
  });

const languages = Object.keys(languageNames);

export const language = (options: SchemaOptions = {}) =>
  Type.String({
    format: "language-tag",
    maxLength: 35,
    says: `must be a language tag like de or en-GB; available languages: ${languages.join(", ")}`,
    openapi: { type: "string", pattern: `^(${languages.join("|")})(-[A-Z]{2})?$`, maxLength: 35 },
    examples: ["en-US"],
    ...options,
  });

export const emailAddress = (options: SchemaOptions = {}) =>
  Type.String({
    format: "mail-address",
    maxLength: 254,
    says: "must be an email address, like jason@example.com",
    openapi: { type: "string", format: "idn-email", maxLength: 254 },
    examples: ["jason@example.com"],
    ...options,
  });

export const guestList = (description: string) =>
  Type.Array(emailAddress(), { maxItems: MOST_GUESTS, description, examples: [["alex@example.com"]] });

export const domainName = (options: SchemaOptions = {}) =>
  Type.String({
    format: "domain-name",
    maxLength: 253,
    says: "must be a domain, like example.com",
    openapi: { type: "string", format: "idn-hostname", maxLength: 253 },
    examples: ["example.com"],
    ...options,
  });

export const webAddress = (options: SchemaOptions = {}) =>
  Type.String({
    format: "web-address",
    maxLength: 500,
    says: "must be a web address, like https://example.com",
    openapi: { type: "string", format: "uri", maxLength: 500 },
    examples: ["https://example.com"],
    ...options,
  });

export const httpsAddress = (options: SchemaOptions = {}) =>
  Type.String({
    format: "https-address",
    maxLength: 500,
    says: "must be an https address without a user name, like https://example.com/thanks",
    openapi: { type: "string", format: "uri", maxLength: 500 },
    examples: ["https://example.com/thanks"],
    ...options,
  });

export const color = (options: SchemaOptions = {}) =>
  Type.String({
    pattern: "^#[0-9A-Fa-f]{6}$",
    says: "must be a colour, like #1f4fc4",
    examples: ["#1f4fc4"],
    ...options,
  });

/** One line of text with something visible; lengths are in code points. */
export const oneLine = (maxLength: number, options: SchemaOptions = {}) =>
  Type.String({
    format: lineFormat(maxLength),
    says: `must be a single line of visible text of at most ${maxLength} characters`,
    openapi: { type: "string", minLength: 1, maxLength },
    ...options,
  });

export const text = (maxLength: number, options: SchemaOptions = {}) =>
  Type.String({
    format: textFormat(0, maxLength),
    says: `must be text of at most ${maxLength} characters, without control characters`,
    openapi: { type: "string", maxLength },
    ...options,
  });

export const slug = (options: SchemaOptions = {}) =>
  Type.String({
    pattern: "^[a-z0-9]+([-_][a-z0-9]+)*$",
    maxLength: 64,
    says: "must be lower-case letters and digits, with single hyphens or underscores between them, at most 64 characters",
    examples: ["30min"],
    ...options,
  });

/**
 * The default value, only for the description: with a `default` in the schema Elysia would add it to bodies, and generated
 * clients would require the field.
 */
type WithStandard = SchemaOptions & { readonly standard?: number | boolean | string };

export const wholeNumber = (minimum: number, maximum: number, options: WithStandard = {}) =>
  Type.Integer({ minimum, maximum, ...options });

export const trueOrFalse = (options: WithStandard = {}) => Type.Boolean(options);

export const oneOf = <const Values extends readonly string[]>(values: Values, options: WithStandard = {}) =>
  Type.Unsafe<Values[number]>(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      { says: `must be one of: ${values.join(", ")}`, openapi: { type: "string", enum: values }, ...options },
    ),
  );

export const nullable = <Schema extends TSchema>(schema: Schema, options: SchemaOptions = {}) =>
  Type.Unsafe<Static<Schema> | null>(
    Type.Union([schema, Type.Null()], { says: `${schema.says ?? saysOf(schema)}, or null`, ...options }),
  );

function saysOf(schema: TSchema): string {
  return schema.type === "integer"
    ? `must be a whole number from ${schema.minimum} to ${schema.maximum}`
    : "is not valid";
}

/** An object that rejects unknown keys. */
export const strictObject = <Fields extends Record<string, TSchema>>(
  fields: Fields,
  options: SchemaOptions = {},
) => withoutOwnWords(Type.Object(fields, { additionalProperties: false, ...options }));

/**
 * Gives a schema and its parts an error text. Elysia's own text would contain the whole invalid value: that takes gigabytes
 * for deeply nested values, and throws for a value with its own `toString`.
 */
function withoutOwnWords<Schema extends TSchema>(schema: Schema): Schema {
  const inner = (one: TSchema) => withoutOwnWords(one);
  const { properties, items, anyOf } = schema as TSchema;
  return {
    ...schema,
    error: "invalid",
    ...(properties && { properties: mapValues(properties as Record<string, TSchema>, inner) }),
    ...(items && { items: inner(items as TSchema) }),
    ...(anyOf && { anyOf: (anyOf as TSchema[]).map(inner) }),
  };
}

function mapValues<From, To>(values: Readonly<Record<string, From>>, change: (value: From) => To) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

/** The same fields for a PATCH: all optional, and missing ones stay unchanged. */
export function forChange<Fields extends Record<string, TSchema>>(fields: Fields) {
  const optional = Object.entries(fields).map(([name, { standard: _, ...field }]) => [
    name,
    Type.Optional(field),
  ]);
  return Object.fromEntries(optional) as { [Name in keyof Fields]: TOptional<Fields[Name]> };
}

/** The schema of a route without a query or body. */
export const noQuery = strictObject({});
export const noBody = strictObject({});

/** An integer in a query, where every value is text. */
export const queryNumber = (minimum: number, maximum: number, standard?: number, description?: string) =>
  Type.Optional(
    Type.String({
      format: rangeFormat(minimum, maximum),
      says: `must be a whole number from ${minimum} to ${maximum}`,
      openapi: { type: "integer", minimum, maximum, ...(standard !== undefined && { default: standard }) },
      ...(description !== undefined && { description }),
    }),
  );

export const pageFields = {
  limit: queryNumber(1, 200, 50, "The maximum number of items in the response."),
  page: queryNumber(1, 1_000_000, 1, "The page, counted from 1."),
};

/** The requested page of a validated query. */
export function pageRequest({ limit, page }: { limit?: string | undefined; page?: string | undefined }) {
  return { limit: Number(limit ?? 50), page: Number(page ?? 1) };
}

export function instantOf(checked: string): EpochMs {
  return parseInstant(checked)!;
}

/** The range of a validated query; undefined for an open end. */
export function rangeOf({ from, to }: { from?: string | undefined; to?: string | undefined }) {
  return {
    from: from === undefined ? undefined : instantOf(from),
    to: to === undefined ? undefined : instantOf(to),
  };
}

/** The id in a path; 0, which matches nothing, if it is not an id. */
export function idOf(segment: string): number {
  return /^[1-9]\d{0,14}$/.test(segment) ? Number(segment) : 0;
}

/** Text that may be absent; null if it is empty. */
export function nonEmpty(value: string | null | undefined): string | null {
  return value || null;
}
