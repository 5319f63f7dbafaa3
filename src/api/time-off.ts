import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { listTimeOff } from "../db/queries/hosts/time-off.ts";
import { dateAt, isoInstant } from "../domain/clock.ts";
import { DAY_MS } from "../domain/interval.ts";
import type { TimeOff } from "../domain/schedule.ts";
import type { Authentication } from "../http/auth.ts";
import { answer, nothing } from "../http/errors.ts";
import {
  idOf,
  instant,
  instantOf,
  nullable,
  oneLine,
  pageFields,
  strictObject,
  nonEmpty,
  text,
} from "../http/fields.ts";
import { type JsonOf, model, named, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { addTimeOff, removeTimeOff } from "../usecases/hosts/time-off.ts";
import { listJson, id, instant as answeredInstant, object, pageOf, textOrNull } from "./parts.ts";

const timeOffModel = model(
  "TimeOff",
  () =>
    object(
      {
        id: id("The id of the time off."),
        starts_at: answeredInstant("When it begins."),
        ends_at: answeredInstant("When it ends."),
        reason: textOrNull("Why; only you see it."),
        message: textOrNull("What visitors read on your pages meanwhile."),
        redirect_to: textOrNull("The username of another host, whose page visitors are offered meanwhile."),
      },
      { description: "A period in which a host cannot be booked." },
    ),
  (example) => ({ id: 1, ...exampleWeek(example) }),
);

const createBody = named(
  "CreateTimeOff",
  strictObject(
    {
      starts_at: instant({ description: "When it begins." }),
      ends_at: instant({ description: "When it ends.", examples: ["2026-03-27T00:00:00Z"] }),
      reason: Type.Optional(nullable(oneLine(200), { description: "Why; only you see it." })),
      message: Type.Optional(
        nullable(text(500), {
          description: "What visitors read on your pages meanwhile.",
          examples: ["I am on holiday. Back soon!"],
        }),
      ),
      redirect_to: Type.Optional(
        nullable(oneLine(64), {
          description: "The username of another host, whose page visitors are offered meanwhile.",
          examples: ["joe"],
        }),
      ),
    },
    { description: "A period in which a host cannot be booked." },
  ),
  exampleWeek,
);

const timeOffListModel = pageOf("TimeOffList", "time_off", "One page of time off.", timeOffModel);

/** A week that starts one month after the example booking. */
function exampleWeek({ zone, starts: [start] }: ExampleBooking) {
  const day = dateAt(zone, start) + 30;
  return {
    starts_at: isoInstant(day * DAY_MS),
    ends_at: isoInstant((day + 7) * DAY_MS),
    reason: "Holiday",
    message: "I am on holiday. Back soon!",
    redirect_to: null,
  };
}

/** Times at which a host cannot be booked. */
export function timeOffRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "time-off", prefix: "/v1/time-off" })
    .use(auth)
    .get(
      "/",
      ({ host, query }) =>
        listJson("time_off", query, (page) => listTimeOff(deps.database.read, host.id, page), timeOffJson),
      route({
        access: "host",
        operationId: "listTimeOff",
        tag: "Time off",
        summary: "List time off",
        description: "Lists all your time off, past and future.",
        query: strictObject(pageFields),
        answers: { 200: timeOffListModel },
      }),
    )
    .post(
      "/",
      async ({ caller, body, set }) => {
        const [starts_at, ends_at] = [instantOf(body.starts_at), instantOf(body.ends_at)];
        const outcome = await addTimeOff(deps, caller, {
          starts_at,
          ends_at,
          reason: nonEmpty(body.reason),
          message: nonEmpty(body.message),
          redirect_to: nonEmpty(body.redirect_to),
        });
        return answer(set, outcome, timeOffJson, 201);
      },
      route({
        access: "host",
        operationId: "createTimeOff",
        tag: "Time off",
        summary: "Create time off",
        description:
          "Stops offering slots in this period. Existing bookings stay. With a `message` or another host, your pages say that you are away, from when to when.",
        body: createBody,
        answers: { 201: timeOffModel },
        refusals: ["too_many_time_off"],
      }),
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeTimeOff(deps, caller, idOf(params.id)), nothing, 204),
      route({
        access: "host",
        operationId: "deleteTimeOff",
        tag: "Time off",
        summary: "Delete time off",
        description: "Offers the slots of this period again.",
        answers: { 204: null },
        refusals: ["not_found"],
      }),
    );
}

function timeOffJson({ starts_at, ends_at, ...timeOff }: TimeOff): JsonOf<typeof timeOffModel> {
  return { ...timeOff, starts_at: isoInstant(starts_at), ends_at: isoInstant(ends_at) };
}
