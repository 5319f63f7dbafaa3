import { type SchemaOptions, type Static, type TSchema, Type } from "@sinclair/typebox";
import { isoInstant } from "../domain/clock.ts";
import { nullable, oneOf, pageRequest, timeOfDay } from "../http/fields.ts";
import { model, type Model, namingOf } from "../http/route.ts";
import type { Page, PageRequest } from "../domain/records.ts";
import { type DeliveryAndTries, outboxStatuses } from "../usecases/outbox/outbox.ts";

/** Builders of response fields; each has a description. */

export const object = <Fields extends Record<string, TSchema>>(fields: Fields, options: SchemaOptions = {}) =>
  Type.Object(fields, { additionalProperties: false, ...options });

export const id = (description: string) => Type.Integer({ minimum: 1, description });
export const count = (description: string) => Type.Integer({ minimum: 0, description });
export const text = (description: string, options: SchemaOptions = {}) =>
  Type.String({ description, ...options });
export const flag = (description: string) => Type.Boolean({ description });
const instantType = (options: SchemaOptions = {}) =>
  Type.String({ format: "instant", openapi: { type: "string", format: "date-time" }, ...options });
export const instant = (description: string) => instantType({ description });
export const orNull = <Schema extends TSchema>(schema: Schema, description: string) =>
  nullable(schema, { description });
export const instantOrNull = (description: string) => orNull(instantType(), description);
export const textOrNull = (description: string) => orNull(Type.String(), description);
export const list = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Unsafe<readonly Static<Schema>[]>(Type.Array(schema, { description }));

export const hours = () => ({
  start: timeOfDay({ description: "When they begin." }),
  end: timeOfDay({ description: "When they end; `24:00` is the end of the day." }),
});

/** One page of a list of models, under the list's own name. */
export function pageOf(
  name: string,
  key: string,
  description: string,
  ...items: readonly [Model, ...Model[]]
) {
  const schema = () =>
    object(
      {
        [key]: list(anyOf(items), "The items of this page."),
        total: count("The total number of items."),
        page: id("The page number."),
        limit: id("The maximum number of items per page."),
      },
      { description },
    );
  return model(name, schema, (booking) => ({
    [key]: [namingOf(items[0]())!.example(booking)],
    total: 1,
    page: 1,
    limit: 50,
  }));
}

function anyOf(items: readonly [Model, ...Model[]]): TSchema {
  const [item, ...others] = items.map((model) => model());
  return others.length === 0 ? item! : Type.Union([item!, ...others]);
}

/** A page as `pageOf` describes it. */
export function pageJson<Name extends string, T, Json>(
  name: Name,
  { items, total }: Page<T>,
  { page, limit }: PageRequest,
  present: (item: T) => Json,
) {
  return { [name]: items.map(present), total, page, limit } as Record<Name, Json[]> & {
    total: number;
    page: number;
    limit: number;
  };
}

/** The requested page of a list. */
export async function listJson<Name extends string, T, Json>(
  name: Name,
  query: Parameters<typeof pageRequest>[0],
  list: (page: PageRequest) => Promise<Page<T>>,
  present: (item: T) => Json,
) {
  const page = pageRequest(query);
  return pageJson(name, await list(page), page, present);
}

type Progress = Pick<
  DeliveryAndTries["delivery"],
  "status" | "attempts" | "last_error" | "message_id" | "created_at" | "due_at" | "sent_at"
>;

/** Fields that show the progress of an outbox entry. */
export const progressFields = () => ({
  status: oneOf(outboxStatuses, { description: "Whether it was sent." }),
  attempts: count("How many attempts were made since it was enqueued or retried manually."),
  last_error: textOrNull("Why the last attempt failed."),
  message_id: text("Its Message-ID, the same on every attempt."),
  created_at: instant("When it was enqueued."),
  next_attempt_at: instantOrNull("When the next attempt is due; null if there is none."),
  sent_at: instantOrNull("When it was sent."),
});

export function progressJson(row: Progress) {
  return {
    status: row.status,
    attempts: row.attempts,
    last_error: row.last_error,
    message_id: row.message_id,
    created_at: isoInstant(row.created_at),
    next_attempt_at: row.status === "waiting" ? isoInstant(row.due_at) : null,
    sent_at: row.sent_at === null ? null : isoInstant(row.sent_at),
  };
}
