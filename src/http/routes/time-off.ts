import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Deps } from "../../usecases/deps.ts";
import { addTimeOff, listTimesOff, removeTimeOff } from "../../usecases/time-off.ts";
import { authentication } from "../auth.ts";
import { answer } from "../errors.ts";
import {
  idOf,
  instant,
  instantOf,
  noQuery,
  nullable,
  oneLine,
  pageFields,
  pageRequest,
  strictObject,
  trimmed,
} from "../fields.ts";
import { pageJson, timeOffJson } from "../present.ts";

const timeOffBody = strictObject({
  starts_at: instant(),
  ends_at: instant({ examples: ["2026-03-27T00:00:00Z"] }),
  reason: Type.Optional(nullable(oneLine(200))),
});

/** When a host cannot be booked. */
export function timeOffRoutes(deps: Deps) {
  return new Elysia({ name: "time-off", prefix: "/v1/time-off" })
    .use(authentication(deps))
    .get(
      "/",
      async ({ host, query }) => {
        const page = pageRequest(query);
        return pageJson("time_off", await listTimesOff(deps, host, page), page, timeOffJson);
      },
      { host: true, query: strictObject(pageFields) },
    )
    .post(
      "/",
      async ({ caller, body, set }) => {
        const [starts_at, ends_at] = [instantOf(body.starts_at), instantOf(body.ends_at)];
        const outcome = await addTimeOff(deps, caller, { starts_at, ends_at, reason: trimmed(body.reason) });
        return answer(set, outcome, timeOffJson, 201);
      },
      { host: true, query: noQuery, body: timeOffBody },
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeTimeOff(deps, caller, idOf(params.id)), () => undefined, 204),
      { host: true, query: noQuery },
    );
}
