import { Elysia } from "elysia";
import type { EventType, Host } from "../domain/records.ts";
import { answer } from "../http/errors.ts";
import { type JsonOf, model, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import { publicProfile } from "../usecases/hosts.ts";
import { publicEventTypeExample, publicEventTypeJson, publicEventTypeModel } from "./event-types/models.ts";
import { list, object, text } from "./parts.ts";

const profileModel = model(
  "Profile",
  () =>
    object(
      {
        username: text("The host's slug."),
        name: text("The host's full name."),
        timezone: text("The host's time zone."),
        event_types: list(
          publicEventTypeModel(),
          "What can be booked, except hidden and inactive event types.",
        ),
      },
      { description: "What anybody may see of a host." },
    ),
  (example) => ({
    username: example.host.slug,
    name: example.host.name,
    timezone: example.zone.name,
    event_types: [publicEventTypeExample(example)],
  }),
);

/** A host's public profile. */
export function profileRoutes(deps: Deps) {
  return new Elysia({ name: "profile", prefix: "/v1/u" }).get(
    "/:username",
    async ({ params, set }) => answer(set, await publicProfile(deps, params.username), profileJson),
    route({
      access: "public",
      operationId: "getProfile",
      tag: "Public booking",
      summary: "Get a host's public profile",
      description: "Returns the host's name and public event types.",
      answers: { 200: profileModel },
      refusals: ["not_found"],
    }),
  );
}

type Profile = { readonly host: Host; readonly eventTypes: readonly EventType[] };

function profileJson({ host, eventTypes }: Profile): JsonOf<typeof profileModel> {
  return {
    username: host.slug,
    name: host.name,
    timezone: host.time_zone,
    event_types: eventTypes.map(publicEventTypeJson),
  };
}
