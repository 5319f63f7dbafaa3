import { type TSchema, Type } from "@sinclair/typebox";
import { oneOf, strictObject } from "../fields.ts";
import { bookingSchemas } from "./schemas/bookings.ts";
import { hostSchemas } from "./schemas/hosts.ts";
import { text } from "./schemas/parts.ts";
import { privacySchemas } from "./schemas/privacy.ts";
import { webhookSchemas } from "./schemas/webhooks.ts";

/** What every answer is made of, under the names that the description gives. Nothing else is ever in an answer. */
export const answerSchemas = {
  ...bookingSchemas,
  ...hostSchemas,
  ...privacySchemas,
  ...webhookSchemas,
  Health: strictObject({ status: Type.Literal("ok") }, { description: "The server answers." }),
  Readiness: strictObject(
    {
      status: oneOf(["ready", "not_ready"]),
      checks: strictObject({
        database: oneOf(["ok", "not_writable"]),
        outbox: oneOf(["ok", "not_sending", "stuck"]),
      }),
    },
    { description: "Whether bookings can be taken." },
  ),
  Version: strictObject(
    { name: Type.Literal("schedkit"), version: text(), zone_data: text("The time zone data inside.") },
    { description: "What this build is." },
  ),
  Error: strictObject(
    {
      error: text("A sentence for a person."),
      code: Type.String({ pattern: "^[a-z_]+$", description: "A word for a program." }),
      details: Type.Optional(
        Type.Array(strictObject({ path: text("A JSON pointer to the field."), message: text() }), {
          description: "Only with 422: what is wrong with each field.",
        }),
      ),
    },
    { description: "What every error looks like." },
  ),
} satisfies Record<string, TSchema>;

export type AnswerName = keyof typeof answerSchemas;
