import { Elysia } from "elysia";
import type { Authentication } from "../../http/auth.ts";
import { answer } from "../../http/errors.ts";
import { withoutReadOnly } from "../../http/read-only.ts";
import { route } from "../../http/route.ts";
import type { SignInClientOf } from "../../http/sign-in-client.ts";
import type { Deps } from "../../usecases/deps.ts";
import { type ChangedHost, changeHost } from "../../usecases/hosts/hosts.ts";
import { changeBody, hostChanges, repeatable } from "./bodies.ts";
import { changedHostJson, changedHostModel, hostJson, hostModel } from "./models.ts";

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
