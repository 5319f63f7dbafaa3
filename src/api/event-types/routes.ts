import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { findEventType, listEventTypes } from "../../db/queries/hosts/event-types.ts";
import { found } from "../../domain/refusal.ts";
import { type EventTypeSettings, locationTypes, questionTypes } from "../../domain/records.ts";
import type { Authentication } from "../../http/auth.ts";
import { answer, nothing } from "../../http/errors.ts";
import {
  forChange,
  idOf,
  nullable,
  oneLine,
  oneOf,
  pageFields,
  slug,
  strictObject,
  text,
  nonEmpty,
  trueOrFalse,
  wholeNumber,
} from "../../http/fields.ts";
import { named, route } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import { addType, changeType, eventTypeDefaults, removeType } from "../../usecases/hosts/event-types.ts";
import { listJson } from "../parts.ts";
import { eventTypeJson, eventTypeListModel, eventTypeModel, exampleQuestion } from "./models.ts";

const DAY = 1440;
const YEAR = 525_600;

const question = strictObject({
  id: oneLine(64, { description: "Its id, which answers refer to.", examples: ["company"] }),
  label: oneLine(200, { description: "The question itself.", examples: ["Which company are you with?"] }),
  type: oneOf(questionTypes, { description: "The type of its answer." }),
  required: Type.Optional(trueOrFalse({ description: "Whether an answer is required.", standard: false })),
  options: Type.Optional(
    Type.Array(oneLine(200), { maxItems: 100, description: "The choices of a select." }),
  ),
  placeholder: Type.Optional(text(200, { description: "The placeholder of the field." })),
});

const fields = {
  title: oneLine(120, { description: "Its title.", examples: ["Consultation"] }),
  slug: Type.Optional(slug({ description: "Its `event_slug` in paths; derived from the title by default." })),
  description: Type.Optional(nullable(text(2000), { description: "Its description." })),
  duration_minutes: wholeNumber(1, DAY, { description: "How long a meeting lasts.", examples: [30] }),
  buffer_before: Type.Optional(
    wholeNumber(0, DAY, { description: "Minutes kept free before a meeting.", standard: 0 }),
  ),
  buffer_after: Type.Optional(
    wholeNumber(0, DAY, { description: "Minutes kept free after a meeting.", standard: 0 }),
  ),
  min_notice_minutes: Type.Optional(
    wholeNumber(0, YEAR, {
      description: "The minimum notice before a start, in minutes.",
      standard: 0,
    }),
  ),
  max_advance_days: Type.Optional(
    wholeNumber(1, 1095, { description: "How many days ahead slots are offered.", standard: 60 }),
  ),
  slot_interval_minutes: Type.Optional(
    nullable(wholeNumber(1, DAY), {
      description: "Minutes from one start to the next; the duration by default.",
    }),
  ),
  max_bookings_per_day: Type.Optional(
    nullable(wholeNumber(1, 1000), {
      description: "The maximum number of bookings per day; no limit by default.",
    }),
  ),
  max_upcoming_per_attendee: Type.Optional(
    wholeNumber(1, 1000, {
      description: "The maximum number of upcoming bookings that one email address may have with you.",
      standard: 10,
    }),
  ),
  pending_expires_hours: Type.Optional(
    nullable(wholeNumber(1, 8760), {
      description:
        "After how many hours without your decision the server declines a pending booking; at its start by default.",
    }),
  ),
  verify_email: Type.Optional(
    trueOrFalse({
      description: "Whether attendees must verify their address with an emailed code.",
      standard: false,
    }),
  ),
  location_type: Type.Optional(
    oneOf(locationTypes, { description: "The type of location.", standard: "video" }),
  ),
  location: Type.Optional(
    nullable(oneLine(500), {
      description: "The location; only attendees see it.",
      examples: ["https://meet.example.com/jane"],
    }),
  ),
  requires_confirmation: Type.Optional(
    trueOrFalse({
      description: "Whether bookings stay pending until the host confirms them.",
      standard: false,
    }),
  ),
  questions: Type.Optional(Type.Array(question, { maxItems: 50, description: "Questions for attendees." })),
  schedule_id: Type.Optional(
    nullable(wholeNumber(1, Number.MAX_SAFE_INTEGER), {
      description: "The schedule; your default schedule by default.",
    }),
  ),
  hidden: Type.Optional(
    trueOrFalse({ description: "Not listed on the public profile, but still bookable.", standard: false }),
  ),
  active: Type.Optional(trueOrFalse({ description: "Whether it can be booked.", standard: true })),
};

const createBody = named(
  "CreateEventType",
  strictObject(fields, { description: "A new event type." }),
  () => ({
    title: "Project review",
    description: "An hour to look at your project together.",
    duration_minutes: 60,
    buffer_after: 15,
    questions: [exampleQuestion],
  }),
);

const changeBody = named(
  "ChangeEventType",
  strictObject(forChange(fields), { description: "Changes to an event type." }),
  () => ({ duration_minutes: 45, requires_confirmation: true }),
);

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
        return answer(set, outcome, eventTypeJson, 201);
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
      async ({ caller, params, body, set }) =>
        answer(set, await changeType(deps, caller, idOf(params.id), settingsFrom(body)), eventTypeJson),
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

function settingsFrom(body: Static<typeof changeBody>): Partial<EventTypeSettings> {
  const { description, location, questions, ...plain } = body;
  return {
    ...plain,
    ...(description === undefined ? {} : { description: nonEmpty(description) }),
    ...(location === undefined ? {} : { location: nonEmpty(location) }),
    ...(questions === undefined ? {} : { questions: questions.map(withRequired) }),
  };
}

function withRequired(given: Static<typeof question>) {
  return { ...given, required: given.required ?? false };
}
