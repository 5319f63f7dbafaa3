import { Elysia } from "elysia";
import type { Refusal } from "../domain/refusal.ts";
import type { Authentication } from "../http/auth.ts";
import { type ErrorBody, problemFor, send } from "../http/errors.ts";
import { emailAddress, noBody, strictObject, text } from "../http/fields.ts";
import { currentPassword, hostFields } from "../http/host-fields.ts";
import { named, route } from "../http/route.ts";
import { sessionCookies, sessionTokenOf } from "../http/session-cookie.ts";
import type { SignInClientOf } from "../http/sign-in-client.ts";
import type { Deps } from "../usecases/deps.ts";
import { changePassword } from "../usecases/hosts/passwords.ts";
import { logIn, logOut } from "../usecases/hosts/sessions.ts";
import { hostJson, hostModel } from "./account/models.ts";
import { hostEmail } from "./examples.ts";

const loginBody = named(
  "Login",
  strictObject(
    {
      email: emailAddress({ description: "The host's email address.", examples: [hostEmail] }),
      password: text(200, { description: "The host's password." }),
    },
    { description: "A host's email address and password." },
  ),
  () => ({ email: hostEmail, password: "correct horse battery" }),
);

const passwordBody = named(
  "NewPassword",
  strictObject(
    {
      current_password: currentPassword("Your current password."),
      password: hostFields.password,
    },
    { description: "A new password, with the current one." },
  ),
  () => ({ current_password: "correct horse battery", password: "staple of another kind" }),
);

/** Signing in with a password, and signing out. */
export function authRoutes(deps: Deps, auth: Authentication, clientOf: SignInClientOf) {
  const cookies = sessionCookies(deps.publicUrl);
  return new Elysia({ name: "auth", prefix: "/v1/auth" })
    .use(auth)
    .post(
      "/login",
      async ({ body, request, server, set }) => {
        const client = await clientOf(request, server, set);
        const userAgent = request.headers.get("user-agent");
        const outcome = await logIn(deps, { ...body, client, userAgent });
        if (!outcome.ok) return refuse(set, outcome.refusal);
        set.headers["set-cookie"] = cookies.opened(outcome.value);
        return hostJson(deps, outcome.value.host);
      },
      route({
        access: "login",
        operationId: "logIn",
        tag: "Account",
        summary: "Log in",
        description:
          "Sets the cookie `schedkit_session`, which grants the same access as an API key until 30 days after its last use, and " +
          "for at most 90 days. The cookie `schedkit_device` grants no access: it tells that you have signed in here before, so that " +
          "people who guess your password do not delay you. Each client has 10 attempts a minute; after a few wrong passwords " +
          "for an account, the delay doubles with each one, from 2 seconds to 15 minutes. " +
          "The operator sets passwords: `schedkit host password`.",
        body: loginBody,
        answers: { 200: hostModel },
        refusals: ["wrong_login", "busy"],
      }),
    )
    .post(
      "/logout",
      async ({ request, set }) => {
        const token = sessionTokenOf(request.headers);
        if (token !== undefined) await logOut(deps, token);
        set.headers["set-cookie"] = cookies.endOfSession();
        set.status = 204;
      },
      route({
        access: "logout",
        operationId: "logOut",
        tag: "Account",
        summary: "Log out",
        description: "Ends the session of the cookie. Does nothing without one.",
        body: noBody,
        answers: { 204: null },
      }),
    )
    .post(
      "/password",
      async ({ caller, body, request, server, set }) => {
        const client = await clientOf(request, server, set);
        const outcome = await changePassword(deps, caller, client, {
          current: body.current_password,
          next: body.password,
          token: sessionTokenOf(request.headers),
        });
        if (!outcome.ok) return refuse(set, outcome.refusal);
        set.status = 204;
      },
      route({
        access: "host",
        operationId: "changePassword",
        tag: "Account",
        summary: "Change your password",
        description: "Ends all your sessions except the current one. API keys stay valid.",
        body: passwordBody,
        answers: { 204: null },
        refusals: ["busy"],
      }),
    );
}

function refuse(set: Parameters<typeof send>[0], refusal: Refusal): ErrorBody {
  if (refusal === "wrong_login") set.headers["www-authenticate"] = "Bearer";
  return send(set, problemFor(refusal));
}
