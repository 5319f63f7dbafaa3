import { Elysia } from "elysia";
import { dateAt, isoDate, isoInstant, parseDate } from "../domain/clock.ts";
import { closedReasons } from "../domain/explain.ts";
import { refused } from "../domain/refusal.ts";
import type { Authentication } from "../http/auth.ts";
import { answer } from "../http/errors.ts";
import { date, nullable, oneOf, strictObject } from "../http/fields.ts";
import { type JsonOf, model, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import { explain, type ExplainedDay, type ExplainedStretch } from "../usecases/bookings/explain-day.ts";
import { flag, id, instant, list, object, orNull, text, textOrNull } from "./parts.ts";
import { lengthAsked, lengthQuery } from "./slots.ts";

const stretch = () =>
  object(
    {
      start: instant("When the stretch begins."),
      end: instant("When it ends."),
      bookable: flag("Whether it can be booked."),
      reason: nullable(oneOf(closedReasons), {
        description:
          "Why it cannot be booked; null if it can. `hours`: outside the weekly hours, or too close to their end. `override`: likewise, of a date with hours of its own. `notice`: too soon. `window`: too far ahead. `calendar`: an event in one of your calendars. `limit`: a limit of the event type or of yours, on bookings or their minutes in a day, week or month, is reached.",
      }),
      detail: textOrNull("The booking's attendee and event type, or the reason of the time off."),
      calendar: orNull(
        object({ id: id("Its id."), name: text("Its name.") }),
        "The calendar with the event. Of events only their times are known.",
      ),
    },
    { description: "A stretch of a day." },
  );

const explainedModel = model(
  "ExplainedDay",
  () =>
    object(
      {
        date: date({ description: "The day." }),
        timezone: text("The time zone of the day: that of the event type's hours."),
        stretches: list(stretch(), "The whole day, in time order."),
      },
      { description: "Why each time of a day can be booked or not." },
    ),
  ({ starts: [start], zone }) => ({
    date: isoDate(dateAt(zone, start)),
    timezone: zone.name,
    stretches: [
      {
        start: isoInstant(start),
        end: isoInstant(start + 1_800_000),
        bookable: false,
        reason: "booking" as const,
        detail: "Jason Johnson, 30 Minute Meeting",
        calendar: null,
      },
    ],
  }),
);

/** Tells a host why a time is closed. */
export function explainRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "explain", prefix: "/v1/slots" }).use(auth).get(
    "/:username/:event_slug/explain",
    async ({ host, params, query, set }) => {
      const isOwn = params.username.toLowerCase() === host.slug;
      const outcome = isOwn
        ? await explain(deps, host, params.event_slug, parseDate(query.date)!, lengthAsked(query))
        : refused("not_found");
      return answer(set, outcome, (day) => dayJson(query.date, day));
    },
    route({
      access: "host",
      operationId: "explainDay",
      tag: "Schedules",
      summary: "Explain a day",
      description:
        "Every stretch of a day of one of your event types, with the reason if it cannot be booked.",
      query: strictObject({
        date: date({ description: "The day, in the time zone of the hours." }),
        duration: lengthQuery(),
      }),
      answers: { 200: explainedModel },
      refusals: ["not_found"],
    }),
  );
}

function dayJson(day: string, { zone, stretches }: ExplainedDay): JsonOf<typeof explainedModel> {
  return { date: day, timezone: zone.name, stretches: stretches.map(stretchJson) };
}

function stretchJson({ start, end, reason, booking, timeOff, calendar }: ExplainedStretch) {
  return {
    start: isoInstant(start),
    end: isoInstant(end),
    bookable: reason === null,
    reason,
    detail: booking ? `${booking.attendee_name}, ${booking.event_type.title}` : (timeOff?.reason ?? null),
    calendar: calendar ? { id: calendar.id, name: calendar.name } : null,
  };
}
