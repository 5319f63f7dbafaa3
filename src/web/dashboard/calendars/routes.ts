import { Elysia } from "elysia";
import type { Authentication } from "../../../http/auth.ts";
import { route } from "../../../http/route.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { pagesOf } from "../pages.ts";

const page = () => route({ access: "dashboard" });

/** The calendars that a host keeps elsewhere, and the feed of their bookings. */
export function calendarPages(deps: Deps, auth: Authentication) {
  const answer = pagesOf(deps);
  return new Elysia({ name: "dashboard-calendars", prefix: "/dashboard/calendars" })
    .use(auth)
    .get(
      "/",
      answer(async (context) => (await import("./overview.ts")).calendarOverview(context)),
      page(),
    )
    .post(
      "/",
      answer(async (context) => (await import("./choose.ts")).submitChoices(context)),
      page(),
    )
    .post(
      "/unreachable",
      answer(async (context) => (await import("./choose.ts")).submitUnreachable(context)),
      page(),
    )
    .post(
      "/feed",
      answer(async (context) => (await import("./feed.tsx")).replaceFeed(context)),
      page(),
    )
    .get(
      "/caldav",
      answer(async (context) => (await import("./connect.ts")).connectPage(context, "caldav")),
      page(),
    )
    .post(
      "/caldav",
      answer(async (context) => (await import("./connect.ts")).submitConnect(context, "caldav")),
      page(),
    )
    .get(
      "/ics",
      answer(async (context) => (await import("./connect.ts")).connectPage(context, "ics")),
      page(),
    )
    .post(
      "/ics",
      answer(async (context) => (await import("./connect.ts")).submitConnect(context, "ics")),
      page(),
    )
    .get(
      "/:id",
      answer(async (context) => (await import("./edit.tsx")).editAccount(context)),
      page(),
    )
    .post(
      "/:id",
      answer(async (context) => (await import("./edit.tsx")).submitAccount(context)),
      page(),
    )
    .get(
      "/:id/disconnect",
      answer(async (context) => (await import("./disconnect.tsx")).disconnectPage(context)),
      page(),
    )
    .post(
      "/:id/disconnect",
      answer(async (context) => (await import("./disconnect.tsx")).submitDisconnect(context)),
      page(),
    );
}
