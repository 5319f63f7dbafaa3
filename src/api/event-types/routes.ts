import { Elysia } from "elysia";
import { findEventType, listEventTypes } from "../../db/queries/hosts/event-types.ts";
import { found } from "../../domain/refusal.ts";
import type { Authentication } from "../../http/auth.ts";
import { answer, nothing } from "../../http/errors.ts";
import { idOf, pageFields, strictObject } from "../../http/fields.ts";
import { withoutReadOnly } from "../../http/read-only.ts";
import { route } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import { addType, changeType, eventTypeDefaults, removeType } from "../../usecases/hosts/event-types.ts";
import { withSentPositions } from "../limits.ts";
import { listJson } from "../parts.ts";
import { changeBody, createBody, repeatable, settingsFrom } from "./bodies.ts";
import { eventTypeJson, eventTypeListModel, eventTypeModel } from "./models.ts";

export function eventTypeRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "event-types", prefix: "/v1/event-types" })
    .use(auth)
    .get(
      "/",
      ({ host, query }) =>
        listJson(
          "event_types",
          query,
          (page) => listEventTypes(deps.database.read, host.id, page),
          eventTypeJson,
        ),
      route({
        access: "host",
        operationId: "listEventTypes",
        tag: "Event types",
        summary: "List event types",
        description: "Lists all your event types, including hidden and inactive ones.",
        query: strictObject(pageFields),
        answers: { 200: eventTypeListModel },
      }),
    )
    .post(
      "/",
      async ({ caller, body, set }) => {
        const { title, duration_minutes } = body;
        const settings = { ...eventTypeDefaults, ...settingsFrom(body), title, duration_minutes };
        const outcome = await addType(deps, caller, settings);
        return answer(set, withSentPositions(outcome, body), eventTypeJson, 201);
      },
      route({
        access: "host",
        operationId: "createEventType",
        tag: "Event types",
        summary: "Create an event type",
        description: "Creates an event type. It can be booked immediately unless `active` is false.",
        body: createBody,
        answers: { 201: eventTypeModel },
        refusals: ["slug_taken", "too_many_event_types"],
      }),
    )
    .get(
      "/:id",
      async ({ host, params, set }) =>
        answer(set, found(await findEventType(deps.database.read, host.id, idOf(params.id))), eventTypeJson),
      route({
        access: "host",
        operationId: "getEventType",
        tag: "Event types",
        summary: "Get an event type",
        description: "Returns one of your event types.",
        answers: { 200: eventTypeModel },
        refusals: ["not_found"],
      }),
    )
    .patch(
      "/:id",
      async ({ caller, params, body, set }) => {
        const eventTypeId = idOf(params.id);
        const current = async () => {
          const eventType = await findEventType(deps.database.read, caller.host.id, eventTypeId);
          return eventType && eventTypeJson(eventType);
        };
        const writable = await withoutReadOnly(body, repeatable, current);
        if (!writable.ok) return answer(set, writable, eventTypeJson);
        const changes = settingsFrom(writable.value);
        const outcome = await changeType(deps, caller, eventTypeId, changes);
        return answer(set, withSentPositions(outcome, writable.value), eventTypeJson);
      },
      route({
        access: "host",
        operationId: "changeEventType",
        tag: "Event types",
        summary: "Change an event type",
        description: "Changes the given fields. Existing bookings keep their times.",
        body: changeBody,
        answers: { 200: eventTypeModel },
        refusals: ["not_found", "slug_taken"],
      }),
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeType(deps, caller, idOf(params.id)), nothing, 204),
      route({
        access: "host",
        operationId: "deleteEventType",
        tag: "Event types",
        summary: "Delete an event type",
        description: "Stops offering it for good. Its bookings stay.",
        answers: { 204: null },
        refusals: ["not_found"],
      }),
    );
}
