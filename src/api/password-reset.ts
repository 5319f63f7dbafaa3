import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Authentication } from "../http/auth.ts";
import { problemFor, send } from "../http/errors.ts";
import { emailAddress, strictObject } from "../http/fields.ts";
import { hostFields } from "../http/host-fields.ts";
import { model, named, route } from "../http/route.ts";
import { sessionCookies } from "../http/session-cookie.ts";
import type { SignInClientOf } from "../http/sign-in-client.ts";
import type { Deps } from "../usecases/deps.ts";
import { forgotPassword, RESET_MS, resetPassword } from "../usecases/hosts/password-reset.ts";
import { hostJson, hostModel } from "./account/models.ts";
import { hostEmail } from "./examples.ts";
import { count, object } from "./parts.ts";

export const forgotBody = named(
  "ForgotPassword",
  strictObject(
    { email: emailAddress({ description: "The host's email address.", examples: [hostEmail] }) },
    { description: "The host who forgot their password." },
  ),
  () => ({ email: hostEmail }),
);

const forgotModel = model(
  "PasswordResetRequested",
  () =>
    object(
      { expires_in: count("How many seconds the link works.") },
      { description: "If a host has that address, a link is being emailed." },
    ),
  () => ({ expires_in: RESET_MS / 1000 }),
);

const resetBody = named(
  "ResetPassword",
  strictObject(
    {
      token: Type.String({ maxLength: 100, description: "The token of the emailed link." }),
      password: hostFields.password,
    },
    { description: "A new password, with the token of the link." },
  ),
  () => ({ token: "1.k9.Nqfc…", password: "staple of another kind" }),
);

/** Password resets by email. */
export function passwordResetRoutes(deps: Deps, auth: Authentication, clientOf: SignInClientOf) {
  const cookies = sessionCookies(deps.publicUrl);
  return new Elysia({ name: "password-reset", prefix: "/v1/auth" })
    .use(auth)
    .post(
      "/forgot",
      async ({ body, request, server, set }) => {
        await clientOf(request, server, set);
        await forgotPassword(deps, body.email);
        set.status = 202;
        return { expires_in: RESET_MS / 1000 };
      },
      route({
        access: "login",
        operationId: "forgotPassword",
        tag: "Account",
        summary: "Ask for a new password",
        description:
          "Emails a link that works for an hour, at most three times an hour. The response is the same whether a host has the address or not.",
        body: forgotBody,
        answers: { 202: forgotModel },
        refusals: ["busy"],
      }),
    )
    .post(
      "/reset",
      async ({ body, request, server, set }) => {
        await clientOf(request, server, set);
        const outcome = await resetPassword(
          deps,
          body.token,
          body.password,
          request.headers.get("user-agent"),
        );
        if (!outcome.ok) return send(set, problemFor(outcome.refusal));
        set.headers["set-cookie"] = cookies.opened(outcome.value);
        return hostJson(deps, outcome.value.host);
      },
      route({
        access: "login",
        operationId: "resetPassword",
        tag: "Account",
        summary: "Choose a new password",
        description:
          "Sets the password with the token of the emailed link, ends all sessions and signs in. A link works once.",
        body: resetBody,
        answers: { 200: hostModel },
        refusals: ["not_found", "busy"],
      }),
    );
}
