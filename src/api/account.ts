import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Host } from "../domain/records.ts";
import type { Authentication } from "../http/auth.ts";
import { answer } from "../http/errors.ts";
import { currentPassword, forChange, hostFields, strictObject } from "../http/fields.ts";
import { type JsonOf, model, named, route } from "../http/route.ts";
import type { SignInClientOf } from "../http/sign-in-client.ts";
import { localeFor } from "../i18n/locale.ts";
import type { Deps } from "../usecases/deps.ts";
import { changeHost } from "../usecases/hosts/hosts.ts";
import { hostEmail } from "./examples.ts";
import { id, object, text } from "./parts.ts";

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
  ({ host, zone }) => ({
    id: 1,
    name: host.name,
    email: hostEmail,
    slug: host.slug,
    timezone: zone.name,
    language: "en-US",
  }),
);

const { password: _, ...profileFields } = hostFields;

const changeBody = named(
  "ChangeHost",
  strictObject(
    {
      ...forChange(profileFields),
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
        const { timezone, name, language, current_password, ...plain } = body;
        const changes = {
          ...plain,
          ...(name === undefined ? {} : { name }),
          ...(timezone === undefined ? {} : { time_zone: timezone }),
          ...(language === undefined ? {} : { locale: localeFor(language, null).locale }),
        };
        const proof =
          current_password === undefined
            ? undefined
            : { password: current_password, client: await clientOf(request, server, set) };
        return answer(set, await changeHost(deps, caller, changes, proof), hostJson);
      },
      route({
        access: "host",
        operationId: "changeMe",
        tag: "Account",
        summary: "Change your profile",
        description:
          "Changes the given fields. Another `slug` changes the URLs of your booking pages too. " +
          "Another `email` needs `current_password`, unless you have no password, and the previous address is notified.",
        body: changeBody,
        answers: { 200: hostModel },
        refusals: ["slug_taken", "email_taken", "busy"],
      }),
    );
}

export function hostJson({ id, name, email, slug, time_zone, locale }: Host): JsonOf<typeof hostModel> {
  return { id, name, email, slug, timezone: time_zone, language: locale };
}
