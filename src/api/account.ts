import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Host } from "../domain/records.ts";
import type { Authentication } from "../http/auth.ts";
import { answer } from "../http/errors.ts";
import { currentPassword, forChange, hostFields, strictObject } from "../http/fields.ts";
import { readOnly, withoutReadOnly } from "../http/read-only.ts";
import { type JsonOf, model, named, route } from "../http/route.ts";
import type { SignInClientOf } from "../http/sign-in-client.ts";
import { localeFor } from "../i18n/locale.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { type ChangedHost, changeHost } from "../usecases/hosts/hosts.ts";
import { hostEmail } from "./examples.ts";
import { id, list, object, text } from "./parts.ts";

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
      },
      { description: "A person who can be booked." },
    ),
  exampleHost,
);

function exampleHost({ host, zone }: ExampleBooking) {
  const { name, slug } = host;
  return { id: 1, name, email: hostEmail, slug, timezone: zone.name, language: "en-US" };
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
  (example) => ({ ...exampleHost(example), followed_schedules: [{ id: 1, name: "Working hours" }] }),
);

const { password: _, ...profileFields } = hostFields;
const repeatable = readOnly("id");

const changeBody = named(
  "ChangeHost",
  strictObject(
    {
      ...forChange(profileFields),
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
      ({ host }) => hostJson(host),
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
        const writable = await withoutReadOnly(body, repeatable, () => hostJson(caller.host));
        if (!writable.ok) return answer(set, writable, changedHostJson);
        const { timezone, language, current_password, ...plain } = writable.value;
        const changes = {
          ...plain,
          ...(timezone === undefined ? {} : { time_zone: timezone }),
          ...(language === undefined ? {} : { locale: localeFor(language, null).locale }),
        };
        const proof =
          current_password === undefined
            ? undefined
            : { password: current_password, client: await clientOf(request, server, set) };
        return answer(set, await changeHost(deps, caller, changes, proof), changedHostJson);
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
        answers: { 200: changedHostModel },
        refusals: ["slug_taken", "email_taken", "busy"],
      }),
    );
}

export function hostJson({ id, name, email, slug, time_zone, locale }: Host): JsonOf<typeof hostModel> {
  return { id, name, email, slug, timezone: time_zone, language: locale };
}

function changedHostJson({ host, followed }: ChangedHost): JsonOf<typeof changedHostModel> {
  return { ...hostJson(host), followed_schedules: followed.map((one) => ({ id: one.id, name: one.name })) };
}
