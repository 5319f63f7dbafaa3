import { Elysia } from "elysia";
import { Type } from "@sinclair/typebox";
import { bookingStatuses } from "../../domain/booking.ts";
import { hostBooking, hostBookings } from "../../usecases/bookings.ts";
import type { Deps } from "../../usecases/deps.ts";
import { reschedule } from "../../usecases/reschedule.ts";
import { authentication } from "../auth.ts";
import { answer } from "../errors.ts";
import {
  idOf,
  instant,
  instantOf,
  noQuery,
  oneLine,
  oneOf,
  pageFields,
  pageRequest,
  queryNumber,
  strictObject,
  timeZone,
  trueOrFalse,
} from "../fields.ts";
import { bookingJson, pageJson } from "../present.ts";

const listQuery = strictObject({
  ...pageFields,
  status: Type.Optional(oneOf(bookingStatuses)),
  event_type_id: queryNumber(1, Number.MAX_SAFE_INTEGER),
  from: Type.Optional(instant({ description: "Bookings that start then or later." })),
  to: Type.Optional(instant({ description: "Bookings that start then or earlier." })),
  q: Type.Optional(oneLine(200, { description: "A part of the attendee's name or email." })),
});

const rescheduleBody = strictObject({
  start_time: instant(),
  timezone: Type.Optional(timeZone({ description: "The attendee's time zone from now on." })),
  override: Type.Optional(
    trueOrFalse({ description: "Leave your own hours and notice; never another booking.", default: false }),
  ),
});

/** What a host does with bookings, but for deciding about them. */
export function hostBookingRoutes(deps: Deps) {
  const json = (booking: Parameters<typeof bookingJson>[1]) => bookingJson(deps.tokens, booking);
  return new Elysia({ name: "host-bookings", prefix: "/v1/bookings" })
    .use(authentication(deps))
    .get(
      "/",
      async ({ host, query }) => {
        const { status, event_type_id, from, to, q } = query;
        const filter = {
          status,
          eventTypeId: event_type_id === undefined ? undefined : Number(event_type_id),
          from: from === undefined ? undefined : instantOf(from),
          to: to === undefined ? undefined : instantOf(to),
          q: q?.trim(),
        };
        const page = pageRequest(query);
        return pageJson("bookings", await hostBookings(deps, host, filter, page), page, json);
      },
      { host: true, query: listQuery },
    )
    .get(
      "/:id",
      async ({ host, params, set }) => answer(set, await hostBooking(deps, host, idOf(params.id)), json),
      { host: true, query: noQuery },
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
        });
        return answer(set, outcome, ({ booking }) => json(booking));
      },
      { host: true, query: noQuery, body: rescheduleBody },
    );
}
