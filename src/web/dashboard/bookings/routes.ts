import { Elysia } from "elysia";
import type { Authentication } from "../../../http/auth.ts";
import { route } from "../../../http/route.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { pagesOf } from "../pages.ts";

const page = () => route({ access: "dashboard" });

/** The host's bookings: lists, a week, one booking, booking for somebody, and cancelling several. */
export function bookingPages(deps: Deps, auth: Authentication) {
  const answer = pagesOf(deps);
  return new Elysia({ name: "dashboard-bookings", prefix: "/dashboard/bookings" })
    .use(auth)
    .get(
      "/",
      answer(async (context) => (await import("./list.tsx")).bookingList(context)),
      page(),
    )
    .get(
      "/week",
      answer(async (context) => (await import("./week.tsx")).bookingWeek(context)),
      page(),
    )
    .get(
      "/new",
      answer(async (context) => (await import("./book-for.tsx")).bookForPage(context)),
      page(),
    )
    .post(
      "/new",
      answer(async (context) => (await import("./book-for.tsx")).submitBookFor(context)),
      page(),
    )
    .get(
      "/clear",
      answer(async (context) => (await import("./clear.tsx")).clearPage(context)),
      page(),
    )
    .post(
      "/clear",
      answer(async (context) => (await import("./clear.tsx")).submitClear(context)),
      page(),
    )
    .get(
      "/:id",
      answer(async (context) => (await import("./booking.ts")).bookingView(context)),
      page(),
    )
    .post(
      "/:id",
      answer(async (context) => (await import("./booking.ts")).changeBooking(context)),
      page(),
    )
    .post(
      "/:id/calendar",
      answer(async (context) => (await import("./changed-entry.ts")).submitChangedEntry(context)),
      page(),
    )
    .get(
      "/:id/reschedule",
      answer(async (context) => (await import("./reschedule.tsx")).reschedulePage(context)),
      page(),
    )
    .post(
      "/:id/reschedule",
      answer(async (context) => (await import("./reschedule.tsx")).submitReschedule(context)),
      page(),
    );
}
