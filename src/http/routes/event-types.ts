import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { type EventTypeSettings, locationTypes, questionTypes } from "../../domain/records.ts";
import type { Deps } from "../../usecases/deps.ts";
import {
  addType,
  changeType,
  eventTypeDefaults,
  getType,
  listTypes,
  removeType,
} from "../../usecases/event-types.ts";
import { authentication } from "../auth.ts";
import { answer } from "../errors.ts";
import {
  forChange,
  idOf,
  noQuery,
  nullable,
  oneLine,
  oneOf,
  pageFields,
  pageRequest,
  slug,
  strictObject,
  text,
  trimmed,
  trueOrFalse,
  wholeNumber,
} from "../fields.ts";
import { eventTypeJson, pageJson } from "../present.ts";

const DAY = 1440;
const YEAR = 525_600;

const question = strictObject({
  id: oneLine(64, { description: "Names the question in answers.", examples: ["company"] }),
  label: oneLine(200, { examples: ["Which company are you with?"] }),
  type: oneOf(questionTypes),
  required: Type.Optional(trueOrFalse({ default: false })),
  options: Type.Optional(
    Type.Array(oneLine(200), { maxItems: 100, description: "The choices of a select." }),
  ),
  placeholder: Type.Optional(text(200)),
});

const fields = {
  title: oneLine(120, { examples: ["Consultation"] }),
  slug: Type.Optional(slug({ description: "Made from the title if absent." })),
  description: Type.Optional(nullable(text(2000))),
  duration_minutes: wholeNumber(1, DAY, { examples: [30] }),
  buffer_before: Type.Optional(wholeNumber(0, DAY, { description: "Minutes kept free before.", default: 0 })),
  buffer_after: Type.Optional(wholeNumber(0, DAY, { description: "Minutes kept free after.", default: 0 })),
  min_notice_minutes: Type.Optional(wholeNumber(0, YEAR, { default: 0 })),
  max_advance_days: Type.Optional(wholeNumber(1, 1095, { default: 60 })),
  slot_interval_minutes: Type.Optional(
    nullable(wholeNumber(1, DAY), { description: "The step between starts; the duration if absent." }),
  ),
  max_bookings_per_day: Type.Optional(nullable(wholeNumber(1, 1000), { description: "No limit if absent." })),
  location_type: Type.Optional(oneOf(locationTypes)),
  location: Type.Optional(nullable(oneLine(500), { examples: ["https://meet.example.com/jane"] })),
  requires_confirmation: Type.Optional(trueOrFalse({ default: false })),
  questions: Type.Optional(Type.Array(question, { maxItems: 50 })),
  schedule_id: Type.Optional(
    nullable(wholeNumber(1, Number.MAX_SAFE_INTEGER), { description: "The default schedule if absent." }),
  ),
  hidden: Type.Optional(trueOrFalse({ description: "Bookable, but not on the profile.", default: false })),
  active: Type.Optional(trueOrFalse({ default: true })),
};

const createBody = strictObject(fields);
const changeBody = strictObject(forChange(fields));

/** A host's event types. */
export function eventTypeRoutes(deps: Deps) {
  return new Elysia({ name: "event-types", prefix: "/v1/event-types" })
    .use(authentication(deps))
    .get(
      "/",
      async ({ host, query }) => {
        const page = pageRequest(query);
        return pageJson("event_types", await listTypes(deps, host, page), page, eventTypeJson);
      },
      { host: true, query: strictObject(pageFields) },
    )
    .post(
      "/",
      async ({ caller, body, set }) => {
        const { title, duration_minutes } = body;
        const settings = {
          ...eventTypeDefaults,
          ...settingsFrom(body),
          title: title.trim(),
          duration_minutes,
        };
        const outcome = await addType(deps, caller, { ...settings, slug: body.slug ?? slugFrom(title) });
        return answer(set, outcome, eventTypeJson, 201);
      },
      { host: true, query: noQuery, body: createBody },
    )
    .get(
      "/:id",
      async ({ host, params, set }) => answer(set, await getType(deps, host, idOf(params.id)), eventTypeJson),
      { host: true, query: noQuery },
    )
    .patch(
      "/:id",
      async ({ caller, params, body, set }) =>
        answer(set, await changeType(deps, caller, idOf(params.id), settingsFrom(body)), eventTypeJson),
      { host: true, query: noQuery, body: changeBody },
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeType(deps, caller, idOf(params.id)), () => undefined, 204),
      { host: true, query: noQuery },
    );
}

function settingsFrom(body: Static<typeof changeBody>): Partial<EventTypeSettings> {
  const { title, description, location, questions, ...plain } = body;
  return {
    ...plain,
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(description === undefined ? {} : { description: trimmed(description) }),
    ...(location === undefined ? {} : { location: trimmed(location) }),
    ...(questions === undefined ? {} : { questions: questions.map(withRequired) }),
  };
}

function withRequired(given: Static<typeof question>) {
  return { ...given, required: given.required ?? false };
}

/** `Intro call (30 min)` becomes `intro-call-30-min`. */
function slugFrom(title: string): string {
  const plain = title.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = plain.match(/[a-z0-9]+/g) ?? ["event"];
  return words.join("-").slice(0, 64).replace(/-$/, "");
}
