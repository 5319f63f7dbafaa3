import { Elysia } from "elysia";
import type { Refusal } from "../../domain/refusal.ts";
import type { ProxyTrust } from "../../config/proxy-trust.ts";
import type { Deps } from "../../usecases/deps.ts";
import { changePassword } from "../../usecases/passwords.ts";
import { logIn, logOut } from "../../usecases/sessions.ts";
import { authentication } from "../auth.ts";
import { clientAddress } from "../client-address.ts";
import { type ErrorBody, problemFor, send } from "../errors.ts";
import { hostFields, mailAddress, noBody, noQuery, strictObject, text } from "../fields.ts";
import { loginLimits, noLoginLimits } from "../login-limits.ts";
import { hostJson } from "../present.ts";
import { refuseOtherSites, requireOwnPage } from "../same-origin.ts";
import { sessionCookies, sessionTokenOf } from "../session-cookie.ts";

const anyPassword = () => text(200);
const loginBody = strictObject({
  email: mailAddress({ examples: ["jane@example.com"] }),
  password: anyPassword(),
});
const passwordBody = strictObject({ current_password: anyPassword(), password: hostFields.password });

type Settings = { readonly rateLimit: boolean; readonly trustProxy: ProxyTrust };

/** Hosts log in with their password, and out. */
export function authRoutes(deps: Deps, { rateLimit, trustProxy }: Settings) {
  const limits = rateLimit ? loginLimits() : noLoginLimits;
  const cookies = sessionCookies(deps.publicUrl);
  return new Elysia({ name: "auth", prefix: "/v1/auth" })
    .use(authentication(deps))
    .post(
      "/login",
      async ({ body, request, server, set }) => {
        const client = clientAddress(request, server?.requestIP(request)?.address, trustProxy);
        await limits.tried(client, body.email, set);
        const outcome = await logIn(deps, body);
        if (!outcome.ok) return refuse(set, outcome.refusal);
        await limits.succeeded(client, body.email);
        set.headers["set-cookie"] = cookies.opening(outcome.value.token);
        return hostJson(outcome.value.host);
      },
      {
        transform: ({ request }) => refuseOtherSites(request, deps.publicUrl),
        query: noQuery,
        body: loginBody,
      },
    )
    .post(
      "/logout",
      async ({ request, set }) => {
        const token = sessionTokenOf(request.headers);
        if (token !== undefined) await logOut(deps, token);
        set.headers["set-cookie"] = cookies.closing();
        set.status = 204;
      },
      {
        transform({ request }) {
          if (sessionTokenOf(request.headers) !== undefined) requireOwnPage(request, deps.publicUrl);
        },
        query: noQuery,
        body: noBody,
      },
    )
    .post(
      "/password",
      async ({ caller, body, request, server, set }) => {
        const client = clientAddress(request, server?.requestIP(request)?.address, trustProxy);
        await limits.tried(client, caller.host.email, set);
        const outcome = await changePassword(deps, caller, {
          current: body.current_password,
          next: body.password,
          token: sessionTokenOf(request.headers),
        });
        if (!outcome.ok) return refuse(set, outcome.refusal);
        await limits.succeeded(client, caller.host.email);
        set.status = 204;
      },
      { host: true, query: noQuery, body: passwordBody },
    );
}

function refuse(set: Parameters<typeof send>[0], refusal: Refusal): ErrorBody {
  if (refusal === "wrong_login") set.headers["www-authenticate"] = "Bearer";
  if (refusal === "busy") set.headers["retry-after"] = "1";
  return send(set, problemFor(refusal));
}
