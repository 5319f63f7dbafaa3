import { Elysia } from "elysia";
import type { Authentication } from "../../../http/auth.ts";
import { route } from "../../../http/route.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { pagesOf } from "../pages.ts";

const page = () => route({ access: "dashboard" });

/** The host's emails and webhook deliveries. */
export function emailPages(deps: Deps, auth: Authentication) {
  const answer = pagesOf(deps);
  return new Elysia({ name: "dashboard-emails", prefix: "/dashboard/emails" })
    .use(auth)
    .get(
      "/",
      answer(async (context) => (await import("./list.tsx")).emailList(context)),
      page(),
    )
    .get(
      "/:id",
      answer(async (context) => (await import("./one.tsx")).emailView(context)),
      page(),
    )
    .post(
      "/:id",
      answer(async (context) => (await import("./one.tsx")).sendAgain(context)),
      page(),
    )
    .get(
      "/:id/html",
      answer(async (context) => (await import("./one.tsx")).emailHtml(context)),
      page(),
    );
}
