import { Elysia, NotFoundError } from "elysia";
import type { Authentication } from "../../http/auth.ts";
import { basePathOf } from "../../http/paths.ts";
import { route } from "../../http/route.ts";
import type { SignInClientOf } from "../../http/sign-in-client.ts";
import type { Deps } from "../../usecases/deps.ts";
import { seeOther } from "./answers.ts";
import { availabilityPages } from "./availability/routes.ts";
import { bookingPages } from "./bookings/routes.ts";
import { calendarPages } from "./calendars/routes.ts";
import { emailPages } from "./emails/routes.ts";
import { eventTypePages } from "./event-types/routes.ts";
import { pagesOf } from "./pages.ts";
import { profilePages } from "./profile/routes.ts";

const page = () => route({ access: "dashboard" });

/** The host's pages. Their code and texts are loaded when somebody first opens one, to keep the start fast. */
export function dashboardRoutes(deps: Deps, auth: Authentication, clientOf: SignInClientOf) {
  const base = basePathOf(deps.publicUrl);
  const answer = pagesOf(deps);
  return new Elysia({ name: "dashboard" })
    .use(auth)
    .get("/dashboard", () => seeOther(`${base}/dashboard/bookings`), page())
    .get(
      "/dashboard/welcome",
      answer(async (context) => (await import("./welcome.tsx")).welcome(context)),
      page(),
    )
    .post(
      "/dashboard/demo",
      answer(async (context) => (await import("./demo.tsx")).endDemo(context)),
      page(),
    )
    .get(
      "/dashboard/demo",
      answer(async (context) => (await import("./demo.tsx")).demoPage(context)),
      page(),
    )
    .get(
      "/dashboard/assets/:name",
      async ({ params, request }) => {
        const { dashboardAssets } = await import("./shell/assets.ts");
        const asset = dashboardAssets.respond(params.name, request.headers);
        if (!asset) throw new NotFoundError();
        return asset;
      },
      route({ access: "page" }),
    )
    .use(bookingPages(deps, auth))
    .use(eventTypePages(deps, auth))
    .use(availabilityPages(deps, auth))
    .use(calendarPages(deps, auth))
    .use(emailPages(deps, auth))
    .use(profilePages(deps, auth, clientOf));
}
