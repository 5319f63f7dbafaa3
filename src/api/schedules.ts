import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { findSchedule, listSchedules } from "../db/queries/hosts/schedules.ts";
import { found } from "../domain/refusal.ts";
import { dateAt, isoDate } from "../domain/clock.ts";
import type { ScheduleRecord } from "../domain/records.ts";
import type { Authentication } from "../http/auth.ts";
import { answer, nothing } from "../http/errors.ts";
import {
  date,
  idOf,
  oneLine,
  pageFields,
  strictObject,
  timeZone,
  trueOrFalse,
  wholeNumber,
} from "../http/fields.ts";
import { readOnly, withoutReadOnly } from "../http/read-only.ts";
import { type JsonOf, model, named, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { addSchedule, changeSchedule, removeSchedule } from "../usecases/hosts/schedules.ts";
import { listJson, flag, hours, id, list, object, pageOf, text } from "./parts.ts";

const day = () => wholeNumber(0, 6, { description: "The day of the week; 0 is Sunday." });
const WEEKLY = "The hours of every week.";
const OVERRIDES = "Dates whose hours replace the weekly ones; no intervals means unavailable.";
const INTERVALS = "The hours of that date.";

const scheduleModel = model(
  "Schedule",
  () =>
    object(
      {
        id: id("The schedule's id."),
        name: text("Its name."),
        timezone: text("The time zone of the hours."),
        weekly: list(object({ day: day(), ...hours() }), WEEKLY),
        overrides: list(
          object({
            date: date({ description: "The date." }),
            intervals: list(object(hours()), INTERVALS),
          }),
          OVERRIDES,
        ),
        is_default: flag("Whether event types without a schedule use this one."),
      },
      { description: "Weekly hours in a time zone, with date overrides." },
    ),
  (example) => ({ id: 1, ...exampleSettings(example) }),
);

export const settingsBody = named(
  "ScheduleSettings",
  strictObject(
    {
      name: oneLine(120, { description: "Its name.", examples: ["Working hours"] }),
      timezone: timeZone({ description: "The time zone of the hours." }),
      weekly: Type.Array(strictObject({ day: day(), ...hours() }), { maxItems: 200, description: WEEKLY }),
      overrides: Type.Optional(
        Type.Array(
          strictObject({
            date: date({ description: "The date." }),
            intervals: Type.Array(strictObject(hours()), { maxItems: 50, description: INTERVALS }),
          }),
          { maxItems: 1000, description: OVERRIDES },
        ),
      ),
      is_default: Type.Optional(
        trueOrFalse({
          description:
            "Whether event types without a schedule use this one. By default, a new schedule is not the default one, and an existing one does not change.",
        }),
      ),
    },
    { description: "All settings of a schedule." },
  ),
  exampleSettings,
);

const repeatable = readOnly("id");

/** PUT also accepts what GET returned. */
const replaceBody = named(
  "ReplaceSchedule",
  strictObject(
    { ...settingsBody.properties, ...repeatable },
    { description: "All settings of a schedule, in place of the previous ones." },
  ),
  exampleSettings,
);

const scheduleListModel = pageOf("ScheduleList", "schedules", "One page of schedules.", scheduleModel);

function exampleSettings({ zone, starts: [start] }: ExampleBooking) {
  return {
    name: "Working hours",
    timezone: zone.name,
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, start: "09:00", end: "17:00" })),
    overrides: [{ date: isoDate(dateAt(zone, start) + 30), intervals: [] }],
    is_default: true,
  };
}

export function scheduleRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "schedules", prefix: "/v1/schedules" })
    .use(auth)
    .get(
      "/",
      ({ host, query }) =>
        listJson(
          "schedules",
          query,
          (page) => listSchedules(deps.database.read, host.id, page),
          scheduleJson,
        ),
      route({
        access: "host",
        operationId: "listSchedules",
        tag: "Schedules",
        summary: "List schedules",
        description: "Lists all your schedules.",
        query: strictObject(pageFields),
        answers: { 200: scheduleListModel },
      }),
    )
    .post(
      "/",
      async ({ caller, body, set }) =>
        answer(set, await addSchedule(deps, caller, settingsFrom(body)), scheduleJson, 201),
      route({
        access: "host",
        operationId: "createSchedule",
        tag: "Schedules",
        summary: "Create a schedule",
        description: "Creates a schedule. If it is the default, it replaces the previous default.",
        body: settingsBody,
        answers: { 201: scheduleModel },
        refusals: ["too_many_schedules"],
      }),
    )
    .get(
      "/:id",
      async ({ host, params, set }) =>
        answer(set, found(await findSchedule(deps.database.read, host.id, idOf(params.id))), scheduleJson),
      route({
        access: "host",
        operationId: "getSchedule",
        tag: "Schedules",
        summary: "Get a schedule",
        description: "Returns one of your schedules.",
        answers: { 200: scheduleModel },
        refusals: ["not_found"],
      }),
    )
    .put(
      "/:id",
      async ({ caller, params, body, set }) => {
        const scheduleId = idOf(params.id);
        const current = () => findSchedule(deps.database.read, caller.host.id, scheduleId);
        const writable = await withoutReadOnly(body, repeatable, current);
        if (!writable.ok) return answer(set, writable, scheduleJson);
        const settings = settingsFrom(writable.value);
        return answer(set, await changeSchedule(deps, caller, scheduleId, settings), scheduleJson);
      },
      route({
        access: "host",
        operationId: "replaceSchedule",
        tag: "Schedules",
        summary: "Replace a schedule",
        description: "Replaces all settings of a schedule. Existing bookings keep their times.",
        body: replaceBody,
        answers: { 200: scheduleModel },
        refusals: ["not_found", "default_schedule"],
      }),
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeSchedule(deps, caller, idOf(params.id)), nothing, 204),
      route({
        access: "host",
        operationId: "deleteSchedule",
        tag: "Schedules",
        summary: "Delete a schedule",
        description: "Deletes a schedule that no event type uses and that is not the default.",
        answers: { 204: null },
        refusals: ["not_found", "default_schedule", "schedule_in_use"],
      }),
    );
}

function scheduleJson(schedule: ScheduleRecord): JsonOf<typeof scheduleModel> {
  return schedule;
}

function settingsFrom({ name, overrides = [], ...plain }: Static<typeof settingsBody>) {
  return { name, overrides, ...plain };
}
