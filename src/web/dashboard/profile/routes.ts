import { Elysia } from "elysia";
import type { Authentication } from "../../../http/auth.ts";
import { route } from "../../../http/route.ts";
import type { SignInClientOf } from "../../../http/sign-in-client.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { contextOf } from "../context.ts";
import { pagesOf } from "../pages.ts";

const page = () => route({ access: "dashboard" });
/** With a picture. */
const form = () => route({ access: "dashboard", maxBodyBytes: 1_048_576 });

/** The host's profile, password and sessions. */
export function profilePages(deps: Deps, auth: Authentication, clientOf: SignInClientOf) {
  const answer = pagesOf(deps);
  return new Elysia({ name: "dashboard-profile", prefix: "/dashboard/profile" })
    .use(auth)
    .get(
      "/",
      answer(async (context) => (await import("./profile.ts")).profileView(context)),
      page(),
    )
    .post(
      "/",
      async (context) => {
        const { submitProfile } = await import("./profile.ts");
        const { request, server, set } = context;
        return submitProfile(await contextOf(deps, context), () => clientOf(request, server, set));
      },
      form(),
    )
    .post(
      "/password",
      async (context) => {
        const { submitPassword } = await import("./account.ts");
        const { request, server, set } = context;
        return submitPassword(await contextOf(deps, context), () => clientOf(request, server, set));
      },
      page(),
    )
    .post(
      "/sessions/:id",
      answer(async (context) => (await import("./account.ts")).endSessions(context)),
      page(),
    );
}
