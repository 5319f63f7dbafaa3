import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { setImmediate } from "node:timers/promises";
import { type BookingView, bookingViews } from "../../db/queries/bookings/booking-lists.ts";
import { type BookingFilter, bookingsAfter } from "../../db/queries/bookings/bookings.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { zoneOf } from "../../domain/zone.ts";
import type { Authentication } from "../../http/auth.ts";
import { oneOf, strictObject } from "../../http/fields.ts";
import { route } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import { CSV_HEAD, csvLine } from "./csv.ts";
import { filterFields, filterOf } from "./filter.ts";

const csvText = () =>
  Type.String({
    mediaType: "text/csv",
    description: "A line for each booking, with the names of the columns first; times are in your time zone.",
  });

const exportQuery = strictObject({
  ...filterFields,
  view: Type.Optional(
    oneOf(bookingViews, {
      description:
        "Only the bookings of this list of the dashboard: `upcoming` and `past` ones are not cancelled, `waiting` ones can be confirmed, `cancelled` ones include those declined.",
    }),
  ),
});

/** A host's bookings as a file for spreadsheets. */
export function bookingExportRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "booking-export", prefix: "/v1/bookings.csv" }).use(auth).get(
    "",
    ({ host, query }) => csvAnswer(deps, host, { ...filterOf(query), list: listOf(query.view, deps.now()) }),
    route({
      access: "host",
      operationId: "exportBookings",
      tag: "Bookings",
      summary: "Export bookings as CSV",
      description:
        "All bookings that match, latest start first, in UTF-8. Text that a spreadsheet would take for a formula has a `'` in front.",
      query: exportQuery,
      answers: { 200: csvText },
    }),
  );
}

/** The bookings that match, as a file. */
export function csvAnswer(deps: Deps, host: Host, filter: BookingFilter): Response {
  return new Response(fileOf(deps, host, filter), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="bookings.csv"',
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      vary: "accept",
    },
  });
}

function listOf(view: BookingView | undefined, now: EpochMs): BookingFilter["list"] {
  return view && { view, now };
}

/** How many bookings are read before other requests get their turn. */
const AT_ONCE = 200;

function fileOf({ database }: Deps, host: Host, filter: BookingFilter): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const zone = zoneOf(host.time_zone);
  let head = CSV_HEAD;
  let last: Booking | undefined;
  return new ReadableStream({
    async pull(controller) {
      await setImmediate();
      const bookings = await bookingsAfter(database.read, host.id, filter, last, AT_ONCE);
      const lines = bookings.map((booking) => csvLine(booking, zone)).join("");
      controller.enqueue(encoder.encode(head + lines));
      head = "";
      last = bookings.at(-1);
      if (bookings.length < AT_ONCE) controller.close();
    },
  });
}
