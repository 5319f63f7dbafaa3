import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { ProxyTrust } from "../../config/proxy-trust.ts";
import { isoInstant } from "../../domain/clock.ts";
import { MAX_ANSWER_LENGTH } from "../../domain/questions.ts";
import { done, invalid, type Outcome } from "../../domain/refusal.ts";
import { type Booker, bookersOf } from "../../http/booker.ts";
import { answer, problemFor, send } from "../../http/errors.ts";
import {
  instant,
  instantOf,
  language,
  emailAddress,
  guestList,
  oneLine,
  strictObject,
  text,
  timeZone,
  nonEmpty,
  wholeNumber,
} from "../../http/fields.ts";
import { followRenames } from "../../http/renamed.ts";
import { named, route } from "../../http/route.ts";
import { localeFor } from "../../i18n/locale.ts";
import type { BookCommand } from "../../usecases/bookings/book-command.ts";
import { book } from "../../usecases/bookings/book.ts";
import type { Deps } from "../../usecases/deps.ts";
import { attendee, attendeeZone, linkToken as exampleLinkToken, notes } from "../examples.ts";
import { bookedJson, bookedModel } from "./models.ts";

const answerValue = Type.Union(
  [
    text(MAX_ANSWER_LENGTH),
    Type.Number(),
    Type.Boolean(),
    Type.Array(text(MAX_ANSWER_LENGTH), { maxItems: 100 }),
    Type.Null(),
  ],
  {
    says: "must be a string, a number, a boolean, or a list of strings",
    description: "The answer; its type depends on the question's.",
  },
);

const questionId = Type.Union([Type.String({ maxLength: 64 }), Type.Integer()], {
  says: "must be a question's id",
  description: "The question's id.",
});

export const bookBody = named(
  "BookRequest",
  strictObject(
    {
      attendee_name: oneLine(200, { description: "Your full name.", examples: ["Jason Johnson"] }),
      attendee_email: emailAddress({ description: "Your email address." }),
      start_time: instant({ description: "The start of a free slot from `/v1/slots`." }),
      duration_minutes: Type.Optional(
        wholeNumber(1, 1440, {
          description: "One of the event type's `durations_minutes`; `duration_minutes` by default.",
        }),
      ),
      timezone: timeZone({ description: "Your time zone." }),
      language: Type.Optional(
        language({
          description: "The language of your emails; by default the best match for `Accept-Language`.",
        }),
      ),
      notes: Type.Optional(
        text(5000, {
          description: "A message to the host.",
          examples: ["Looking to discuss the enterprise plan"],
        }),
      ),
      answers: Type.Optional(
        Type.Array(strictObject({ question_id: questionId, answer: answerValue }), {
          maxItems: 100,
          description: "Your answers to the event type's questions.",
        }),
      ),
      guests: Type.Optional(
        guestList("Addresses of people whom you bring along, as many as the event type's `max_guests`."),
      ),
      link: Type.Optional(
        Type.String({
          maxLength: 200,
          says: "must be the token of a private link",
          description: "The `token` of a private link; the booking counts as one of its uses.",
          examples: [exampleLinkToken],
        }),
      ),
      email_code: Type.Optional(
        Type.String({
          pattern: "^\\d{3} ?\\d{3}$",
          says: "must be the six digits of the code",
          description:
            "The code that `POST …/code` emailed to the address. Required if the event type has `verify_email`; it also helps if others have booked too much with your address.",
          examples: ["123456"],
        }),
      ),
    },
    { description: "The slot, and who books it." },
  ),
  ({ starts: [start] }) => ({
    ...attendee,
    start_time: isoInstant(start),
    timezone: attendeeZone,
    notes,
  }),
);

/** Booking, open to anybody. */
export function bookRoutes(deps: Deps, { trustProxy }: { readonly trustProxy: ProxyTrust }) {
  const bookerOf = bookersOf(deps, trustProxy);
  return new Elysia({ name: "book", prefix: "/v1/book" }).use(followRenames(deps)).post(
    "/:username/:event_slug",
    async ({ params, body, request, server, set }) => {
      const key = idempotencyKey(request.headers.get("idempotency-key"));
      if (!key.ok) return send(set, problemFor(key.refusal));
      const acceptLanguage = request.headers.get("accept-language");
      const { username, event_slug } = params;
      const command = bookCommand(username, event_slug, body, key.value, acceptLanguage);
      const outcome = await book(deps, { ...command, ...(await bookerOf(request, server)) });
      return answer(set, outcome, (booking) => bookedJson(deps.tokens, booking), 201);
    },
    route({
      access: "public",
      operationId: "createBooking",
      tag: "Public booking",
      summary: "Create a booking",
      description:
        "Books a free slot. If the event type requires confirmation, the booking stays `pending` until the host decides. " +
        "The booking and its emails are on disk before the response is sent. " +
        "Each visitor is limited: upcoming bookings of one address with the host, emails to one address (20 a day), and " +
        "bookings from one client network an hour. Your own API key lifts the last of these limits.",
      parameters: [
        {
          name: "Idempotency-Key",
          in: "header",
          description:
            "Repeating a request with the same key and body within 24 hours returns the first response and books nothing. 1 to 255 visible ASCII characters.",
          schema: { type: "string", maxLength: 255 },
        },
      ],
      body: bookBody,
      answers: { 201: bookedModel },
      refusals: [
        "not_found",
        "slot_unavailable",
        "calendar_unreachable",
        "too_many_bookings",
        "link_used",
        "idempotency_mismatch",
      ],
    }),
  );
}

/**
 * Builds the command from a validated body, idempotent if there is a key. Only the body is compared on a retry, so the same
 * body from another network or with another `Accept-Language` counts as the same request.
 */
export function bookCommand(
  hostSlug: string,
  eventSlug: string,
  body: Static<typeof bookBody>,
  key: string | undefined,
  acceptLanguage: string | null,
): Omit<BookCommand, keyof Booker> {
  const wanted = {
    hostSlug,
    eventSlug,
    attendeeName: body.attendee_name,
    attendeeEmail: body.attendee_email,
    attendeeTimeZone: body.timezone,
    startsAt: instantOf(body.start_time),
    durationMinutes: body.duration_minutes,
    notes: nonEmpty(body.notes),
    answers: body.answers ?? [],
    link: body.link,
    emailCode: body.email_code?.replace(" ", ""),
  };
  return {
    ...wanted,
    attendeeLocale: localeFor(body.language, acceptLanguage).locale,
    guests: body.guests ?? [],
    once: onceUnder(key, { ...wanted, language: body.language, guests: body.guests }),
  };
}

/** The `Idempotency-Key` header; undefined if it was not sent. */
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
