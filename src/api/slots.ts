import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { isoDate, isoInstant, isoLocal, parseDate } from "../domain/clock.ts";
import { type EpochMs, MINUTE_MS } from "../domain/interval.ts";
import type { Booking } from "../domain/records.ts";
import { done, invalid, type Outcome } from "../domain/refusal.ts";
import type { Zone } from "../domain/zone.ts";
import { takesGzip } from "../http/accepts.ts";
import { problemFor, type ResponseSet, send } from "../http/errors.ts";
import { date, queryNumber, strictObject, timeZone } from "../http/fields.ts";
import { followRenames } from "../http/renamed.ts";
import { type JsonOf, model, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import {
  type FreeSlots,
  listSlotsAs,
  MOST_STARTS,
  type SlotsQuery,
} from "../usecases/bookings/list-slots.ts";
import { publicEventTypeExample, publicEventTypeJson, publicEventTypeModel } from "./event-types/models.ts";
import { instant, list, object, text } from "./parts.ts";

const MAX_DAYS = 62;

const most = MOST_STARTS.toLocaleString("en");

const slot = () =>
  object(
    {
      start: instant("The start, which is the `start_time` of a booking."),
      end: instant("The end."),
      start_local: instant("The start in local time, with its offset."),
      end_local: instant("The end in local time, with its offset."),
    },
    { description: "A time that can be booked now." },
  );

const slotModel = model("Slot", slot, (example) => exampleSlot(example, 0));

const slots = () =>
  object(
    {
      timezone: text("The time zone of the days and local times."),
      event_type: publicEventTypeModel(),
      slots: list(slotModel(), `The slots, in time order: at most ${most}, up to the end of a day.`),
      next: Type.Optional(
        date({
          description: "The first date that was left out if there are too many slots for one response.",
        }),
      ),
    },
    { description: "Every slot that can be booked now." },
  );

const slotsModel = model("Slots", slots, (example) => exampleSlots(example, 0));

export const rescheduleSlotsModel = model(
  "Moves",
  () =>
    object(
      { ...slots().properties, current: slotModel() },
      { description: "Every slot to which the booking can be rescheduled." },
    ),
  (example) => ({ ...exampleSlots(example, 1), current: exampleSlot(example, 0) }),
);

function exampleSlot({ eventType, zone, starts }: ExampleBooking, which: 0 | 1) {
  const start = starts[which];
  return slotJson(zone, start, start + eventType.duration_minutes * MINUTE_MS);
}

function exampleSlots(example: ExampleBooking, which: 0 | 1): JsonOf<typeof slots> {
  const event_type = publicEventTypeExample(example);
  return { timezone: example.zone.name, event_type, slots: [exampleSlot(example, which)] };
}

/** The length in a query. */
export const lengthQuery = () =>
  queryNumber(
    1,
    1440,
    undefined,
    "One of the event type's `durations_minutes`; `duration_minutes` by default.",
  );

const slotsQuery = strictObject({
  ...daysQuery("The time zone of the days and local times; the host's by default.").properties,
  duration: lengthQuery(),
});
export const rescheduleSlotsQuery = daysQuery(
  "The time zone of the days and local times; the attendee's by default.",
);

function daysQuery(zone: string) {
  return strictObject({
    date: Type.Optional(date({ description: "A single day." })),
    from: Type.Optional(date({ description: "The first day." })),
    to: Type.Optional(date({ description: `The last day, inclusive; at most ${MAX_DAYS} days in all.` })),
    timezone: Type.Optional(timeZone({ description: zone })),
  });
}

export function slotRoutes(deps: Deps) {
  return new Elysia({ name: "slots", prefix: "/v1/slots" }).use(followRenames(deps)).get(
    "/:username/:event_slug",
    async ({ params, query, request, set }) => {
      const asked = slotsAsked(query);
      if (!asked.ok) return send(set, problemFor(asked.refusal));
      const { username, event_slug } = params;
      const durationMinutes = lengthAsked(query);
      const outcome = await listSlotsAs(slotsText, deps, username, event_slug, {
        ...asked.value,
        durationMinutes,
      });
      if (!outcome.ok) return send(set, problemFor(outcome.refusal));
      return jsonText(request, set, outcome.value);
    },
    route({
      access: "public",
      operationId: "listSlots",
      tag: "Public booking",
      summary: "List free slots",
      description:
        "Every slot that can be booked now, on one `date` or on the days from `from` to `to`. " +
        `A response has at most ${most} slots and only complete days; if there are more, \`next\` is the next \`from\`.`,
      query: slotsQuery,
      answers: { 200: slotsModel },
      refusals: ["not_found"],
    }),
  );
}

export function lengthAsked({ duration }: { readonly duration?: string }): number | undefined {
  return duration === undefined ? undefined : Number(duration);
}

/** Shorter texts fit into one packet anyway. */
const WORTH_COMPRESSING = 1_400;

function jsonText({ headers }: Request, set: ResponseSet, text: string): string | Uint8Array {
  set.headers["content-type"] = "application/json;charset=utf-8";
  set.headers["vary"] = "accept-encoding";
  if (text.length < WORTH_COMPRESSING || !takesGzip(headers)) return text;
  set.headers["content-encoding"] = "gzip";
  return Bun.gzipSync(text, { level: 1 });
}

/** The days of a validated query: either `date`, or `from` and `to`. */
export function slotsAsked({
  date,
  from,
  to,
  timezone,
}: Static<typeof rescheduleSlotsQuery>): Outcome<SlotsQuery> {
  if (date !== undefined && (from !== undefined || to !== undefined)) {
    return invalid("/date", "cannot be combined with from and to");
  }
  if (date === undefined && (from === undefined || to === undefined)) {
    return invalid("/date", "is required, or both from and to");
  }
  const range = { from: parseDate(date ?? from!)!, to: parseDate(date ?? to!)! };
  if (range.to < range.from) return invalid("/to", "must not be before from");
  if (range.to - range.from >= MAX_DAYS) return invalid("/to", `must be at most ${MAX_DAYS} days in all`);
  return done({ ...range, timeZone: timezone });
}

/** A slot in UTC and in local time. */
export function slotJson(zone: Zone, start: EpochMs, end: EpochMs): JsonOf<typeof slot> {
  return {
    start: isoInstant(start),
    end: isoInstant(end),
    start_local: isoLocal(zone, start),
    end_local: isoLocal(zone, end),
  };
}

function slotsJson({ zone, eventType, starts, next }: FreeSlots): JsonOf<typeof slots> {
  const length = eventType.duration_minutes * MINUTE_MS;
  return {
    timezone: zone.name,
    event_type: publicEventTypeJson(eventType),
    slots: starts.map((start) => slotJson(zone, start, start + length)),
    ...(next !== undefined && { next: isoDate(next) }),
  };
}

/** Slots as the text of the response body, which is what the cache stores. */
export function slotsText(free: FreeSlots): string {
  return JSON.stringify(slotsJson(free));
}

/** The times to which a booking can be rescheduled, with its current time. */
export function rescheduleSlotsJson(
  free: FreeSlots,
  { starts_at, ends_at }: Pick<Booking, "starts_at" | "ends_at">,
): JsonOf<typeof rescheduleSlotsModel> {
  return { ...slotsJson(free), current: slotJson(free.zone, starts_at, ends_at) };
}
