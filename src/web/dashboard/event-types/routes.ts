import { Elysia } from "elysia";
import type { Authentication } from "../../../http/auth.ts";
import { route } from "../../../http/route.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { pagesOf } from "../pages.ts";

const page = () => route({ access: "dashboard" });
/** Questions with many choices make long forms. */
const form = () => route({ access: "dashboard", maxBodyBytes: 1_048_576 });

/** The host's event types: the list and the editor. */
export function eventTypePages(deps: Deps, auth: Authentication) {
  const answer = pagesOf(deps);
  const edit = answer(async (context) => (await import("./edit.ts")).editEventType(context));
  const submit = answer(async (context) => (await import("./edit.ts")).submitEventType(context));
  return new Elysia({ name: "dashboard-event-types", prefix: "/dashboard/event-types" })
    .use(auth)
    .get(
      "/",
      answer(async (context) => (await import("./list.tsx")).eventTypeList(context)),
      page(),
    )
    .get("/new", edit, page())
    .post("/new", submit, form())
    .get("/:id", edit, page())
    .post("/:id", submit, form())
    .get(
      "/:id/links",
      answer(async (context) => (await import("./edit-private-links.ts")).showPrivateLinks(context)),
      page(),
    )
    .post(
      "/:id/links",
      answer(async (context) => (await import("./edit-private-links.ts")).submitPrivateLink(context)),
      page(),
    )
    .post(
      "/:id/links/:link_id",
      answer(async (context) => (await import("./edit-private-links.ts")).submitLinkRemoval(context)),
      page(),
    );
}
