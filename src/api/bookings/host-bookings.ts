import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { findBookingOfHost, listBookings } from "../../db/queries/bookings/bookings.ts";
import { found } from "../../domain/refusal.ts";
import { isoInstant } from "../../domain/clock.ts";
import type { Booking } from "../../domain/records.ts";
import type { Authentication } from "../../http/auth.ts";
import { wantsCsv } from "../../http/accepts.ts";
import { answer } from "../../http/errors.ts";
import {
  idOf,
  instant,
  instantOf,
  nullable,
  pageFields,
  pageRequest,
  strictObject,
  text,
  timeZone,
  nonEmpty,
  trueOrFalse,
} from "../../http/fields.ts";
import { readOnly, withoutReadOnly } from "../../http/read-only.ts";
import { named, route } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import { changeNotes } from "../../usecases/bookings/host-notes.ts";
import { setNoShow } from "../../usecases/bookings/no-show.ts";
import { reschedule } from "../../usecases/bookings/reschedule.ts";
import { attendeeZone } from "../examples.ts";
import { pageJson } from "../parts.ts";
import { csvAnswer } from "./export.ts";
import { filterFields, filterOf } from "./filter.ts";
import { bookingJson, bookingListModel, bookingModel, readOnlyFields } from "./models.ts";

const listQuery = strictObject({ ...pageFields, ...filterFields });

const rescheduleBody = named(
  "RescheduleRequest",
  strictObject(
    {
      start_time: instant({ description: "The new start." }),
      timezone: Type.Optional(timeZone({ description: "The attendee's new time zone." })),
      reason: Type.Optional(text(1000, { description: "Included in the attendee's email." })),
      override: Type.Optional(
        trueOrFalse({
          description:
            "Also allows times outside your hours and notice, but never an overlap with another booking.",
          standard: false,
        }),
      ),
    },
    { description: "A host's new time for a booking." },
  ),
  ({ starts: [, later] }) => ({ start_time: isoInstant(later), timezone: attendeeZone }),
);

const repeatable = readOnly(...readOnlyFields);

const notesBody = named(
  "ChangeBooking",
  strictObject(
    { host_notes: nullable(text(5000), { description: "Your notes; null for none." }), ...repeatable },
    { description: "Your notes on a booking." },
  ),
  () => ({ host_notes: "Wants to see the new offices" }),
);

const noShowBody = named(
  "NoShowRequest",
  strictObject(
    {
      no_show: Type.Optional(
        trueOrFalse({ description: "False if the attendee came after all.", standard: true }),
      ),
    },
    { description: "Whether the attendee did not come." },
  ),
  () => ({ no_show: true }),
);

/** A host's bookings: list, read, annotate and reschedule. */
export function hostBookingRoutes(deps: Deps, auth: Authentication) {
  const json = (booking: Booking) => bookingJson(deps.tokens, booking);
  return new Elysia({ name: "host-bookings", prefix: "/v1/bookings" })
    .use(auth)
    .get(
      "/",
      async ({ host, query, request }) => {
        if (wantsCsv(request)) return csvAnswer(deps, host, filterOf(query));
        const page = pageRequest(query);
        return pageJson(
          "bookings",
          await listBookings(deps.database.read, host.id, filterOf(query), page),
          page,
          json,
        );
      },
      route({
        access: "host",
        operationId: "listBookings",
        tag: "Bookings",
        summary: "List bookings",
        description:
          "Lists past and upcoming bookings, latest start first. With `Accept: text/csv`, all that match as CSV, as `/v1/bookings.csv` does.",
        query: listQuery,
        answers: { 200: bookingListModel },
      }),
    )
    .get(
      "/:id",
      async ({ host, params, set }) =>
        answer(set, found(await findBookingOfHost(deps.database.read, host.id, idOf(params.id))), json),
      route({
        access: "host",
        operationId: "getBooking",
        tag: "Bookings",
        summary: "Get a booking",
        description: "Returns one of your bookings.",
        answers: { 200: bookingModel },
        refusals: ["not_found"],
      }),
    )
    .patch(
      "/:id",
      async ({ caller, params, body, set }) => {
        const bookingId = idOf(params.id);
        const current = async () => {
          const booking = await findBookingOfHost(deps.database.read, caller.host.id, bookingId);
          return booking && json(booking);
        };
        const writable = await withoutReadOnly(body, repeatable, current);
        if (!writable.ok) return answer(set, writable, json);
        const notes = nonEmpty(writable.value.host_notes);
        return answer(set, await changeNotes(deps, caller, bookingId, notes), json);
      },
      route({
        access: "host",
        operationId: "changeBooking",
        tag: "Bookings",
        summary: "Change your notes on a booking",
        description: "Only you see them; nobody is notified.",
        body: notesBody,
        answers: { 200: bookingModel },
        refusals: ["not_found"],
      }),
    )
    .post(
      "/:id/no-show",
      async ({ caller, params, body, set }) =>
        answer(set, await setNoShow(deps, caller, idOf(params.id), body.no_show ?? true), json),
      route({
        access: "host",
        operationId: "markNoShow",
        tag: "Bookings",
        summary: "Mark a booking as a no-show",
        description:
          "Notes after the start that the attendee did not come, or takes that back. Nobody is notified.",
        body: noShowBody,
        answers: { 200: bookingModel },
        refusals: ["not_found", "not_confirmed", "not_begun"],
      }),
    )
    .post(
      "/:id/reschedule",
      async ({ caller: { host, actor }, params, body, set }) => {
        const ref = { hostId: host.id, id: idOf(params.id), by: actor };
        const outcome = await reschedule(deps, ref, {
          startsAt: instantOf(body.start_time),
          timeZone: body.timezone,
          override: body.override ?? false,
          actor: "host",
          reason: nonEmpty(body.reason),
        });
        return answer(set, outcome, ({ booking }) => json(booking));
      },
      route({
        access: "host",
        operationId: "rescheduleBooking",
        tag: "Bookings",
        summary: "Reschedule a booking",
        description:
          "Gives the booking another time. It keeps its id, tokens and status, and both sides get an email. A request that was declined because you did not answer in time becomes confirmed.",
        body: rescheduleBody,
        answers: { 200: bookingModel },
        refusals: ["not_found", "slot_unavailable", "already_declined", "already_cancelled", "already_over"],
      }),
    );
}
