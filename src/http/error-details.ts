import { type ValueError, ValueErrorType } from "@sinclair/typebox/errors";
import type { ValidationError } from "elysia";
import type { FieldError } from "../domain/refusal.ts";

/** The maximum number of errors reported for one body or query. */
const MAX_FOUND = 64;

/** The errors in each field of a body or query, one sentence per field. */
export function detailsOf(error: ValidationError): FieldError[] {
  return detailsAbout(foundBy(error));
}

/** The same for a checker's errors. */
export function detailsAbout(errors: Iterable<ValueError>): FieldError[] {
  const byPath = new Map<string, FieldError>();
  for (const found of Iterator.from(errors).take(MAX_FOUND)) {
    const detail = { path: found.path, message: messageFor(found) };
    if (!byPath.has(found.path)) byPath.set(found.path, detail);
  }
  return [...byPath.values()];
}

/** The checker's own errors: Elysia's summary stringifies the values, which fails for some. */
function foundBy({ validator, value }: ValidationError): Iterable<ValueError> {
  return (validator as { Errors(value: unknown): Iterable<ValueError> }).Errors(value);
}

function messageFor({ type, schema }: ValueError): string {
  switch (type) {
    case ValueErrorType.ObjectRequiredProperty:
      return "is required";
    case ValueErrorType.ObjectAdditionalProperties:
      return "is an unknown field";
    case ValueErrorType.Object:
      return schema.says ?? "must be an object";
    default:
      return schema.says ?? plainMessage(type, schema);
  }
}

function plainMessage(type: ValueErrorType, schema: ValueError["schema"]): string {
  switch (type) {
    case ValueErrorType.String:
      return "must be a string";
    case ValueErrorType.StringMinLength:
      return `must have at least ${schema.minLength} characters`;
    case ValueErrorType.StringMaxLength:
      return `must have at most ${schema.maxLength} characters`;
    case ValueErrorType.Boolean:
      return "must be true or false";
    case ValueErrorType.Array:
      return "must be a list";
    case ValueErrorType.ArrayMaxItems:
      return `must have at most ${schema.maxItems} items`;
    case ValueErrorType.Number:
      return "must be a number";
    case ValueErrorType.Integer:
    case ValueErrorType.IntegerMinimum:
    case ValueErrorType.IntegerMaximum:
      return `must be a whole number from ${schema.minimum} to ${schema.maximum}`;
    default:
      return "is not valid";
  }
}
