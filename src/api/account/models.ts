import { findProfile } from "../../db/queries/hosts/profiles.ts";
import { unreachableChoices } from "../../domain/calendars.ts";
import type { Host, HostProfile } from "../../domain/records.ts";
import { oneOf } from "../../http/fields.ts";
import { type JsonOf, model } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import type { ChangedHost } from "../../usecases/hosts/hosts.ts";
import { hostEmail } from "../examples.ts";
import { limitModel } from "../limits.ts";
import { flag, id, list, object, text } from "../parts.ts";
import { publicProfileExample, publicProfileFields, publicProfileJson } from "../public-profile.ts";

export const hostModel = model(
  "Host",
  () =>
    object(
      {
        id: id("The host's id."),
        name: text("The host's full name."),
        email: text("The host's email address."),
        slug: text("The host's `username` in paths."),
        timezone: text("The host's time zone: an IANA name."),
        language: text("The language of the host's emails: a language tag such as `de` or `en-GB`."),
        ...publicProfileFields(),
        show_embed_button: flag("Whether booking pages have a button that shows how to embed them."),
        limits: list(limitModel(), "Limits on all your event types together."),
        when_calendar_unreachable: oneOf(unreachableChoices, { description: whenUnreachable }),
      },
      { description: "A person who can be booked." },
    ),
  exampleHost,
);

function exampleHost({ host, zone }: ExampleBooking) {
  const { name, slug } = host;
  return {
    id: 1,
    name,
    email: hostEmail,
    slug,
    timezone: zone.name,
    language: "en-US",
    ...publicProfileExample,
    show_embed_button: true,
    limits: [],
    when_calendar_unreachable: "refuse" as const,
  };
}

/** A changed host, and what changed with them. */
export const changedHostModel = model(
  "ChangedHost",
  () =>
    object(
      {
        ...hostModel().properties,
        followed_schedules: list(
          object({ id: id("Its id."), name: text("Its name.") }, { description: "A schedule." }),
          "Your schedules in the previous time zone, which are now in the new one.",
        ),
      },
      { description: "A changed profile." },
    ),
  (example) => ({
    ...exampleHost(example),
    followed_schedules: [{ id: 1, name: "Working hours" }],
  }),
);

export const whenUnreachable =
  "What happens to a booking while one of your calendars cannot be read: `refuse` it, or `ask` you to confirm it.";

/** A host with their profile. */
export async function hostJson(deps: Deps, host: Host): Promise<JsonOf<typeof hostModel>> {
  return hostWith(deps, host, await findProfile(deps.database.read, host.id));
}

function hostWith(deps: Deps, host: Host, profile: HostProfile): JsonOf<typeof hostModel> {
  const { id, name, email, slug, time_zone, locale, when_calendar_unreachable } = host;
  const { show_embed_button, limits } = profile;
  return {
    id,
    name,
    email,
    slug,
    timezone: time_zone,
    language: locale,
    ...publicProfileJson(deps, profile),
    show_embed_button,
    limits: [...limits],
    when_calendar_unreachable,
  };
}

export function changedHostJson(
  deps: Deps,
  { host, profile, followed }: ChangedHost,
): JsonOf<typeof changedHostModel> {
  return {
    ...hostWith(deps, host, profile),
    followed_schedules: followed.map(({ id, name }) => ({ id, name })),
  };
}
