import { Elysia } from "elysia";
import type { PageRequest } from "../domain/records.ts";
import { answer } from "../http/errors.ts";
import { pageFields, pageRequest, strictObject } from "../http/fields.ts";
import { followRenames } from "../http/renamed.ts";
import { type JsonOf, model, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import { type PublicProfile, publicProfile } from "../usecases/hosts/hosts.ts";
import { publicProfileExample, publicProfileFields, publicProfileJson } from "./public-profile.ts";
import { publicEventTypeExample, publicEventTypeJson, publicEventTypeModel } from "./event-types/models.ts";
import { count, id, list, object, pageJson, text } from "./parts.ts";

const profileModel = model(
  "Profile",
  () =>
    object(
      {
        username: text("The host's slug."),
        name: text("The host's full name."),
        timezone: text("The host's time zone."),
        ...publicProfileFields(),
        event_types: list(
          publicEventTypeModel(),
          "One page of the public event types: those that are active and not hidden.",
        ),
        total: count("The total number of event types."),
        page: id("The page number."),
        limit: id("The maximum number of event types per page."),
      },
      { description: "A host's public profile." },
    ),
  (example) => ({
    username: example.host.slug,
    name: example.host.name,
    timezone: example.zone.name,
    ...publicProfileExample,
    event_types: [publicEventTypeExample(example)],
    total: 1,
    page: 1,
    limit: 50,
  }),
);

export function profileRoutes(deps: Deps) {
  return new Elysia({ name: "profile", prefix: "/v1/u" }).use(followRenames(deps)).get(
    "/:username",
    async ({ params, query, set }) => {
      const page = pageRequest(query);
      return answer(set, await publicProfile(deps, params.username, page), (profile) =>
        profileJson(deps, profile, page),
      );
    },
    route({
      access: "public",
      operationId: "getProfile",
      tag: "Public booking",
      summary: "Get a host's public profile",
      description: "Returns the host's name and public event types, oldest first.",
      query: strictObject(pageFields),
      answers: { 200: profileModel },
      refusals: ["not_found"],
    }),
  );
}

function profileJson(
  deps: Deps,
  { host, profile, eventTypes }: PublicProfile,
  page: PageRequest,
): JsonOf<typeof profileModel> {
  return {
    username: host.slug,
    name: host.name,
    timezone: host.time_zone,
    ...publicProfileJson(deps, profile),
    ...pageJson("event_types", eventTypes, page, publicEventTypeJson),
  };
}
