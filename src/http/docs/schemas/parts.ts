import { type SchemaOptions, type TSchema, Type } from "@sinclair/typebox";
import { nullable, strictObject, timeOfDay } from "../../fields.ts";

/** The parts that the descriptions of answers are made of. */

export const id = (options: SchemaOptions = {}) => Type.Integer({ minimum: 1, ...options });
export const text = (description?: string) => Type.String(saying(description));
export const instant = (description?: string) => Type.String({ format: "date-time", ...saying(description) });
export const count = (description?: string) => Type.Integer({ minimum: 0, ...saying(description) });
export const orNull = <Schema extends TSchema>(schema: Schema, description?: string) =>
  nullable(schema, saying(description));

/** A schema that stands under that name in the description. */
export const named = (name: string) => Type.Ref(`#/components/schemas/${name}`);

export const hours = { start: timeOfDay(), end: timeOfDay() };

/** One page of a list. */
export const listOf = (key: string, item: string, description: string) =>
  strictObject({ [key]: Type.Array(named(item)), total: count(), page: id(), limit: id() }, { description });

function saying(description: string | undefined): SchemaOptions {
  return description === undefined ? {} : { description };
}
