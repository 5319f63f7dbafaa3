import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { isoInstant } from "../../domain/clock.ts";
import type { Authentication } from "../../http/auth.ts";
import { answer } from "../../http/errors.ts";
import { instantOf, nonEmpty, strictObject, trueOrFalse, wholeNumber } from "../../http/fields.ts";
import { named, route } from "../../http/route.ts";
import { parseLocale } from "../../i18n/locale.ts";
import type { Host } from "../../domain/records.ts";
import { bookFor, type BookForCommand } from "../../usecases/bookings/book-for.ts";
import type { Deps } from "../../usecases/deps.ts";
import { bookBody } from "./book.ts";
import { bookingJson, bookingModel } from "./models.ts";

const { email_code: _, ...details } = bookBody.properties;

export const bookForBody = named(
  "BookForRequest",
  strictObject(
    {
      event_type_id: wholeNumber(1, Number.MAX_SAFE_INTEGER, {
        description: "One of your event types, active or not.",
        examples: [1],
      }),
      ...details,
      override: Type.Optional(
        trueOrFalse({
          description:
            "Also allows times outside your hours and notice, but never an overlap with another booking.",
          standard: false,
        }),
      ),
    },
    { description: "A booking that you make for somebody." },
  ),
  ({ starts: [start] }) => ({
    event_type_id: 1,
    attendee_name: "Jason Johnson",
    attendee_email: "jason@example.com",
    start_time: isoInstant(start),
    timezone: "America/Chicago",
  }),
);

/** A host books for somebody else. */
export function bookForRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "book-for", prefix: "/v1/bookings" }).use(auth).post(
    "/",
    async ({ caller, body, set }) =>
      answer(
        set,
        await bookFor(deps, caller, bookForCommand(caller.host, body)),
        (booking) => bookingJson(deps.tokens, booking),
        201,
      ),
    route({
      access: "host",
      operationId: "bookForSomebody",
      tag: "Bookings",
      summary: "Book for somebody",
      description:
        "Makes a confirmed booking, and emails both sides. Questions need no answer, and no limit on visitors applies.",
      body: bookForBody,
      answers: { 201: bookingModel },
      refusals: ["slot_unavailable", "calendar_unreachable"],
    }),
  );
}

/** Builds the command from a validated body. The attendee's emails are in the host's language by default. */
export function bookForCommand(host: Host, body: Static<typeof bookForBody>): BookForCommand {
  return {
    eventTypeId: body.event_type_id,
    attendeeName: body.attendee_name,
    attendeeEmail: body.attendee_email,
    attendeeTimeZone: body.timezone,
    attendeeLocale: parseLocale(body.language ?? host.locale)!.locale,
    startsAt: instantOf(body.start_time),
    durationMinutes: body.duration_minutes,
    notes: nonEmpty(body.notes),
    answers: body.answers ?? [],
    guests: body.guests ?? [],
    override: body.override ?? false,
  };
}
