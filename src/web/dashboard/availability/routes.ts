import { Elysia } from "elysia";
import type { Authentication } from "../../../http/auth.ts";
import { route } from "../../../http/route.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { pagesOf } from "../pages.ts";

const page = () => route({ access: "dashboard" });
/** A thousand dates make a long form. */
const form = () => route({ access: "dashboard", maxBodyBytes: 1_048_576 });

/** The host's hours and time off, and why a time is closed. */
export function availabilityPages(deps: Deps, auth: Authentication) {
  const answer = pagesOf(deps);
  const edit = answer(async (context) => (await import("./edit.ts")).editSchedule(context));
  const submit = answer(async (context) => (await import("./edit.ts")).submitSchedule(context));
  const timeOff = () => import("./time-off.tsx");
  return new Elysia({ name: "dashboard-availability", prefix: "/dashboard/availability" })
    .use(auth)
    .get(
      "/",
      answer(async (context) => (await import("./overview.tsx")).availabilityPage(context)),
      page(),
    )
    .get(
      "/why",
      answer(async (context) => (await import("./why.tsx")).whyPage(context)),
      page(),
    )
    .post(
      "/time-off",
      answer(async (context) => (await timeOff()).submitTimeOff(context)),
      page(),
    )
    .get(
      "/time-off/:id",
      answer(async (context) => (await timeOff()).blockedPage(context)),
      page(),
    )
    .post(
      "/time-off/:id",
      answer(async (context) => (await timeOff()).submitRemoval(context)),
      page(),
    )
    .get("/new", edit, page())
    .post("/new", submit, form())
    .get("/:id", edit, page())
    .post("/:id", submit, form());
}
