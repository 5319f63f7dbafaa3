import { Elysia } from "elysia";
import type { Outcome } from "../../domain/refusal.ts";
import { isReadOnly, wantsPage } from "../../http/accepts.ts";
import { nextUrlsOf } from "./decision-links.ts";
import { answer, type ResponseSet } from "../../http/errors.ts";
import { noBody } from "../../http/fields.ts";
import { pageLanguage } from "../../http/page-language.ts";
import { linkTranslationOf, pageAnswer, problemPage } from "./error-answers.ts";
import { basePathOf } from "../../http/paths.ts";
import { problems } from "../../http/errors.ts";
import { route } from "../../http/route.ts";
import { viewOf } from "./booking-on-page.ts";
import { type NotMe, notMePage } from "./not-me-page.tsx";
import type { Deps } from "../../usecases/deps.ts";
import { allowEmails, disown, type Disowned, viewDisowned } from "../../usecases/bookings/disown.ts";
import { bookingStateModel, stateJson } from "../../api/bookings/models.ts";

type Act = (deps: Deps, token: string) => Promise<Outcome<Disowned>>;

/** The link in an attendee's first email for people who did not book themselves. */
export function notMeRoutes(deps: Deps) {
  const base = basePathOf(deps.publicUrl);

  async function respond(act: Act, token: string, request: Request, set: ResponseSet) {
    const outcome = await (isReadOnly(request) ? viewDisowned : act)(deps, token);
    if (!wantsPage(request)) return answer(set, outcome, ({ booking }) => stateJson(booking));
    if (!outcome.ok) return problemPage(request, problems.notFound);
    return pageFor(outcome.value, act, token, request);
  }

  async function pageFor({ booking, host, until }: Disowned, act: Act, token: string, request: Request) {
    const translation = linkTranslationOf(request);
    const url = (verb: string) => `${base}/v1/not-me/${token}/${verb}${translation.query}`;
    const shown = async (): Promise<NotMe> => {
      if (until !== undefined) return { state: "done", undoUrl: url("undo"), until };
      if (act === allowEmails)
        return { state: "undone", next: await nextUrlsOf(deps, translation).afterwards(booking, host) };
      return { state: "ask", actionUrl: url("confirm") };
    };
    const view = viewOf(booking, host, "attendee");
    return pageAnswer(notMePage(translation, view, await shown()));
  }

  return new Elysia({ name: "not-me", prefix: "/v1/not-me" })
    .get(
      "/:token",
      async ({ params, request, set }) => respond(viewDisowned, params.token, request, set),
      route({
        access: "link",
        operationId: "askToDisown",
        tag: "Email links",
        summary: "Show the page for disowning a booking",
        description:
          "The link in the attendee's first email, for people who did not make the booking: a page with a button. As JSON, the booking's state.",
        parameters: [pageLanguage],
        answers: { 200: bookingStateModel },
        refusals: ["not_found"],
      }),
    )
    .post(
      "/:token/confirm",
      async ({ params, request, set }) => respond(disown, params.token, request, set),
      route({
        access: "link",
        operationId: "disownByLink",
        tag: "Email links",
        summary: "Disown a booking by link",
        description:
          "Cancels the booking, tells the host why, and suppresses emails to the address for 90 days.",
        parameters: [pageLanguage],
        body: noBody,
        answers: { 200: bookingStateModel },
        refusals: ["not_found"],
      }),
    )
    .post(
      "/:token/undo",
      async ({ params, request, set }) => respond(allowEmails, params.token, request, set),
      route({
        access: "link",
        operationId: "allowEmailsByLink",
        tag: "Email links",
        summary: "Allow emails again",
        description: "Ends the suppression of emails to the address. The booking stays cancelled.",
        parameters: [pageLanguage],
        body: noBody,
        answers: { 200: bookingStateModel },
        refusals: ["not_found"],
      }),
    );
}
