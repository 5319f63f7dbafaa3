import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { ProxyTrust } from "../../config/proxy-trust.ts";
import { bookersOf } from "../../http/booker.ts";
import { answer } from "../../http/errors.ts";
import { language, emailAddress, strictObject } from "../../http/fields.ts";
import { followRenames } from "../../http/renamed.ts";
import { model, named, route } from "../../http/route.ts";
import { localeFor } from "../../i18n/locale.ts";
import type { Deps } from "../../usecases/deps.ts";
import { CODE_MS, requestCode } from "../../usecases/limits/email-codes.ts";
import { attendee } from "../examples.ts";
import { count, object } from "../parts.ts";

const codeBody = named(
  "EmailCodeRequest",
  strictObject(
    {
      attendee_email: emailAddress({ description: "The address to verify." }),
      language: Type.Optional(
        language({
          description: "The language of the email; by default the best match for `Accept-Language`.",
        }),
      ),
    },
    { description: "The address that gets a code." },
  ),
  () => ({ attendee_email: attendee.attendee_email }),
);

const codeModel = model(
  "EmailCodeRequested",
  () =>
    object(
      { expires_in: count("How many seconds the code is valid.") },
      { description: "A code is being emailed, unless the address has reached its limit." },
    ),
  () => ({ expires_in: CODE_MS / 1000 }),
);

/** Codes that verify an address before a booking. */
export function emailCodeRoutes(deps: Deps, { trustProxy }: { readonly trustProxy: ProxyTrust }) {
  const bookerOf = bookersOf(deps, trustProxy);
  return new Elysia({ name: "email-codes", prefix: "/v1/book" }).use(followRenames(deps)).post(
    "/:username/:event_slug/code",
    async ({ params, body, request, server, set }) => {
      const { client } = await bookerOf(request, server);
      const outcome = await requestCode(deps, {
        hostSlug: params.username,
        eventSlug: params.event_slug,
        email: body.attendee_email,
        client: client?.narrow,
        locale: localeFor(body.language, request.headers.get("accept-language")).locale,
      });
      return answer(set, outcome, () => ({ expires_in: CODE_MS / 1000 }), 202);
    },
    route({
      access: "public",
      operationId: "requestEmailCode",
      tag: "Public booking",
      summary: "Email a code that verifies an address",
      description:
        "Emails a six-digit code for the field `email_code` of `POST /v1/book/{username}/{event_slug}`, valid for ten minutes and five guesses. " +
        "An address gets at most three codes an hour and ten a day; the response is the same when it has reached the limit.",
      body: codeBody,
      answers: { 202: codeModel },
      refusals: ["not_found"],
    }),
  );
}
