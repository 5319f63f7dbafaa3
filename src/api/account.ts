import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { findProfile } from "../db/queries/hosts/profiles.ts";
import { unreachableChoices } from "../domain/calendars.ts";
import type { Host, HostProfile } from "../domain/records.ts";
import type { Authentication } from "../http/auth.ts";
import { answer } from "../http/errors.ts";
import {
  color,
  forChange,
  nonEmpty,
  nullable,
  oneOf,
  strictObject,
  text as textField,
  trueOrFalse,
  webAddress,
} from "../http/fields.ts";
import { currentPassword, hostFields } from "../http/host-fields.ts";
import { readOnly, withoutReadOnly } from "../http/read-only.ts";
import { type JsonOf, model, named, route } from "../http/route.ts";
import type { SignInClientOf } from "../http/sign-in-client.ts";
import { localeFor } from "../i18n/locale.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { MAX_AVATAR_BYTES } from "../usecases/hosts/avatar.ts";
import {
  type ChangedHost,
  changeHost,
  type HostChanges,
  type ProfileChanges,
} from "../usecases/hosts/hosts.ts";
import { hostEmail } from "./examples.ts";
import { flag, id, list, object, text } from "./parts.ts";
import { publicProfileExample, publicProfileFields, publicProfileJson } from "./public-profile.ts";

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
    when_calendar_unreachable: "refuse" as const,
  };
}

/** A changed host, and what changed with them. */
const changedHostModel = model(
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

const whenUnreachable =
  "What happens to a booking while one of your calendars cannot be read: `refuse` it, or `ask` you to confirm it.";

const { password: _, ...profileFields } = hostFields;
const repeatable = readOnly("id", "avatar_url");

/** A data URL of at most `MAX_AVATAR_BYTES` in base64. */
const MAX_AVATAR_LENGTH = Math.ceil((MAX_AVATAR_BYTES * 4) / 3) + 100;

const publicFields = {
  avatar: nullable(
    Type.String({
      pattern: "^data:image/(png|jpeg|webp);base64,",
      maxLength: MAX_AVATAR_LENGTH,
      says: "must be a PNG, JPEG or WebP picture of at most 512 KB as a data URL",
    }),
    {
      description:
        "A picture for your pages: a PNG, JPEG or WebP file of at most 512 KB as a data URL; null removes it. It is stored as WebP of at most 512 pixels, without metadata.",
      examples: ["data:image/png;base64,iVBORw0KGgo…"],
    },
  ),
  bio: nullable(textField(2000), {
    description: "A text about you in Markdown; null for none. Raw HTML and images are not shown.",
    examples: [publicProfileExample.bio],
  }),
  website: nullable(webAddress(), { description: "Your website; null for none." }),
  accent_color: nullable(color(), {
    description: "The accent colour of your pages, `#rrggbb`; null for the default.",
  }),
  show_embed_button: trueOrFalse({
    description: "Whether booking pages have a button that shows how to embed them.",
  }),
  when_calendar_unreachable: oneOf(unreachableChoices, { description: whenUnreachable }),
};

export const changeBody = named(
  "ChangeHost",
  strictObject(
    {
      ...forChange({ ...profileFields, ...publicFields }),
      ...repeatable,
      current_password: Type.Optional(
        currentPassword("Your current password; required to change the email address if you have one."),
      ),
    },
    { description: "Changes to your profile." },
  ),
  ({ host, zone }) => ({ name: host.name, timezone: zone.name }),
);

export function accountRoutes(deps: Deps, auth: Authentication, clientOf: SignInClientOf) {
  return new Elysia({ name: "account", prefix: "/v1/me" })
    .use(auth)
    .get(
      "",
      ({ host }) => hostJson(deps, host),
      route({
        access: "host",
        operationId: "getMe",
        tag: "Account",
        summary: "Get your profile",
        description: "Returns the host of the API key or session.",
        answers: { 200: hostModel },
      }),
    )
    .patch(
      "",
      async ({ caller, body, request, server, set }) => {
        const current = () => hostJson(deps, caller.host);
        const json = (changed: ChangedHost) => changedHostJson(deps, changed);
        const writable = await withoutReadOnly(body, repeatable, current);
        if (!writable.ok) return answer(set, writable, json);
        const { current_password, ...fields } = writable.value;
        const { host, profile } = hostChanges(fields);
        const proof =
          current_password === undefined
            ? undefined
            : { password: current_password, client: await clientOf(request, server, set) };
        return answer(set, await changeHost(deps, caller, host, profile, proof), json);
      },
      route({
        access: "host",
        operationId: "changeMe",
        tag: "Account",
        summary: "Change your profile",
        description:
          "Changes the given fields. Another `slug` changes the URLs of your booking pages too. " +
          "With another `timezone`, your schedules in the previous one follow. " +
          "Another `email` needs `current_password`, unless you have no password, and the previous address is notified.",
        body: changeBody,
        maxBodyBytes: 786_432,
        answers: { 200: changedHostModel },
        refusals: ["slug_taken", "email_taken", "busy"],
      }),
    );
}

/** A host with their profile. */
export async function hostJson(deps: Deps, host: Host): Promise<JsonOf<typeof hostModel>> {
  return hostWith(deps, host, await findProfile(deps.database.read, host.id));
}

/** Splits a validated body into changes of the host and of the profile. */
export function hostChanges({
  timezone,
  language,
  avatar,
  bio,
  website,
  accent_color,
  show_embed_button,
  ...plain
}: Omit<Static<typeof changeBody>, "current_password" | keyof typeof repeatable>): {
  host: HostChanges;
  profile: ProfileChanges;
} {
  const host = {
    ...plain,
    ...(timezone !== undefined && { time_zone: timezone }),
    ...(language !== undefined && { locale: localeFor(language, null).locale }),
  };
  const profile = {
    ...(avatar !== undefined && { avatar }),
    ...(bio !== undefined && { bio: nonEmpty(bio) }),
    ...(website !== undefined && { website }),
    ...(accent_color !== undefined && { accent_color: accent_color?.toLowerCase() ?? null }),
    ...(show_embed_button !== undefined && { show_embed_button }),
  };
  return { host, profile };
}

function hostWith(deps: Deps, host: Host, profile: HostProfile): JsonOf<typeof hostModel> {
  const { id, name, email, slug, time_zone, locale, when_calendar_unreachable } = host;
  const { show_embed_button } = profile;
  return {
    id,
    name,
    email,
    slug,
    timezone: time_zone,
    language: locale,
    ...publicProfileJson(deps, profile),
    show_embed_button,
    when_calendar_unreachable,
  };
}

function changedHostJson(
  deps: Deps,
  { host, profile, followed }: ChangedHost,
): JsonOf<typeof changedHostModel> {
  return {
    ...hostWith(deps, host, profile),
    followed_schedules: followed.map(({ id, name }) => ({ id, name })),
  };
}
