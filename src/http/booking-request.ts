import { type Static, Type } from "@sinclair/typebox";
import { MAX_ANSWER_LENGTH } from "../domain/questions.ts";
import { done, invalid, type Outcome } from "../domain/refusal.ts";
import { localeFor } from "../language/locale.ts";
import type { BookCommand } from "../usecases/book.ts";
import {
  instant,
  instantOf,
  language,
  mailAddress,
  oneLine,
  strictObject,
  text,
  timeZone,
  trimmed,
} from "./fields.ts";

const answerValue = Type.Union(
  [
    text(MAX_ANSWER_LENGTH),
    Type.Number(),
    Type.Boolean(),
    Type.Array(text(MAX_ANSWER_LENGTH), { maxItems: 100 }),
    Type.Null(),
  ],
  { says: "must be text, a number, true or false, or a list of texts" },
);

/** What is asked for a booking. */
export const bookBody = strictObject({
  attendee_name: oneLine(200, { description: "Full name.", examples: ["Jason Johnson"] }),
  attendee_email: mailAddress(),
  start_time: instant({ description: "A free start, as /v1/slots lists them." }),
  timezone: timeZone({ description: "The attendee's time zone." }),
  language: Type.Optional(
    language({
      description:
        "The language of the attendee's mails; without it, the one that `Accept-Language` likes best.",
    }),
  ),
  notes: Type.Optional(
    text(5000, {
      description: "A message to the host.",
      examples: ["Looking to discuss the enterprise plan"],
    }),
  ),
  answers: Type.Optional(
    Type.Array(
      strictObject({
        question_id: Type.Union([Type.String({ maxLength: 64 }), Type.Integer()], {
          says: "must be a question's id",
        }),
        answer: answerValue,
      }),
      { maxItems: 100, description: "Answers to the event type's questions." },
    ),
  ),
});

/**
 * The command of a body that has passed its check, once only under a key. What was asked under the key is the body
 * alone: the same one sent again from elsewhere, with another `Accept-Language`, is still the same.
 */
export function bookCommand(
  hostSlug: string,
  eventSlug: string,
  body: Static<typeof bookBody>,
  key: string | undefined,
  acceptLanguage: string | null,
): BookCommand {
  const wanted = {
    hostSlug,
    eventSlug,
    attendeeName: body.attendee_name.trim(),
    attendeeEmail: body.attendee_email,
    attendeeTimeZone: body.timezone,
    startsAt: instantOf(body.start_time),
    notes: trimmed(body.notes),
    answers: body.answers ?? [],
  };
  return {
    ...wanted,
    attendeeLocale: localeFor(body.language, acceptLanguage).locale,
    once: onceUnder(key, { ...wanted, language: body.language }),
  };
}

/** The `Idempotency-Key` as it was sent; undefined for none. */
export function idempotencyKey(sent: string | null): Outcome<string | undefined> {
  if (sent !== null && !/^[\x21-\x7e]{1,255}$/.test(sent)) {
    return invalid("/idempotency-key", "must be 1 to 255 visible ASCII characters");
  }
  return done(sent ?? undefined);
}

function onceUnder(key: string | undefined, wanted: object): BookCommand["once"] {
  if (key === undefined) return undefined;
  const requestHash = new Bun.CryptoHasher("sha256").update(JSON.stringify(wanted)).digest("hex");
  return { key, requestHash };
}
