import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Deps } from "../../usecases/deps.ts";
import {
  addSchedule,
  changeSchedule,
  getSchedule,
  listAllSchedules,
  removeSchedule,
} from "../../usecases/schedules.ts";
import { authentication } from "../auth.ts";
import { answer } from "../errors.ts";
import {
  date,
  idOf,
  noQuery,
  oneLine,
  pageFields,
  pageRequest,
  strictObject,
  timeOfDay,
  timeZone,
  trueOrFalse,
  wholeNumber,
} from "../fields.ts";
import { pageJson } from "../present.ts";

const range = { start: timeOfDay(), end: timeOfDay() };

const scheduleBody = strictObject({
  name: oneLine(120, { examples: ["Working hours"] }),
  timezone: timeZone(),
  weekly: Type.Array(strictObject({ day: wholeNumber(0, 6, { description: "0 is Sunday." }), ...range }), {
    maxItems: 200,
  }),
  overrides: Type.Optional(
    Type.Array(strictObject({ date: date(), intervals: Type.Array(strictObject(range), { maxItems: 50 }) }), {
      maxItems: 1000,
      description: "Dates that replace their whole day; no intervals means closed.",
    }),
  ),
  is_default: Type.Optional(
    trueOrFalse({ description: "If absent, a new schedule is not, and an old one stays what it is." }),
  ),
});

/** A host's weekly hours. */
export function scheduleRoutes(deps: Deps) {
  return new Elysia({ name: "schedules", prefix: "/v1/schedules" })
    .use(authentication(deps))
    .get(
      "/",
      async ({ host, query }) => {
        const page = pageRequest(query);
        return pageJson("schedules", await listAllSchedules(deps, host, page), page, (one) => one);
      },
      { host: true, query: strictObject(pageFields) },
    )
    .post(
      "/",
      async ({ caller, body, set }) =>
        answer(set, await addSchedule(deps, caller, settingsFrom(body)), (one) => one, 201),
      { host: true, query: noQuery, body: scheduleBody },
    )
    .get(
      "/:id",
      async ({ host, params, set }) =>
        answer(set, await getSchedule(deps, host, idOf(params.id)), (one) => one),
      { host: true, query: noQuery },
    )
    .put(
      "/:id",
      async ({ caller, params, body, set }) =>
        answer(set, await changeSchedule(deps, caller, idOf(params.id), settingsFrom(body)), (one) => one),
      { host: true, query: noQuery, body: scheduleBody },
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeSchedule(deps, caller, idOf(params.id)), () => undefined, 204),
      { host: true, query: noQuery },
    );
}

function settingsFrom({ name, overrides = [], ...plain }: Static<typeof scheduleBody>) {
  return { name: name.trim(), overrides, ...plain };
}
