import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { ProxyTrust } from "../../config/proxy-trust.ts";
import { bookersOf } from "../../http/booker.ts";
import { answer } from "../../http/errors.ts";
import { language, mailAddress, strictObject } from "../../http/fields.ts";
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
      attendee_email: mailAddress({ description: "The address to prove." }),
      language: Type.Optional(
        language({
          description: "The language of the email; the best match for `Accept-Language` if absent.",
        }),
      ),
    },
    { description: "Whose address to prove." },
  ),
  () => ({ attendee_email: attendee.attendee_email }),
);

const codeModel = model(
  "EmailCodeRequested",
  () =>
    object(
      { expires_in: count("For how many seconds the code can be used.") },
      { description: "A code is on its way, unless the address got as many as it may get." },
    ),
  () => ({ expires_in: CODE_MS / 1000 }),
);

/** Codes that verify an address before a booking. */
export function emailCodeRoutes(deps: Deps, { trustProxy }: { readonly trustProxy: ProxyTrust }) {
  const bookerOf = bookersOf(deps, trustProxy);
  return new Elysia({ name: "email-codes", prefix: "/v1/book" }).post(
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
      summary: "Email a code that proves an address",
      description:
        "Emails six digits, which `POST /v1/book/{username}/{event_slug}` takes as `email_code`: for ten minutes and five guesses. " +
        "An address gets three codes an hour and ten a day; the response is the same when it gets no more.",
      body: codeBody,
      answers: { 202: codeModel },
      refusals: ["not_found"],
    }),
  );
}
