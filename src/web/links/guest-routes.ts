import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { bookedJson, bookedModel } from "../../api/bookings/models.ts";
import { checkTransition } from "../../domain/booking.ts";
import { MOST_GUESTS, mostGuests } from "../../domain/limits.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { invalid, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { addressesIn } from "../../domain/text/address.ts";
import { isReadOnly, wantsPage } from "../../http/accepts.ts";
import { isEmailAddress } from "../../http/email-address.ts";
import { answer, problems, problemFor, type ResponseSet } from "../../http/errors.ts";
import { strictObject } from "../../http/fields.ts";
import { pageLanguage } from "../../http/page-language.ts";
import { basePathOf } from "../../http/paths.ts";
import { named, route } from "../../http/route.ts";
import { type BookingRef, viewByLink } from "../../usecases/bookings/find-booking.ts";
import type { Deps } from "../../usecases/deps.ts";
import { changeGuests } from "../../usecases/guests/change-guests.ts";
import { viewOf } from "./booking-on-page.ts";
import { nextUrlsOf } from "./decision-links.ts";
import { linkTranslationOf, pageAnswer, problemPage } from "./error-answers.ts";
import { guestsPage } from "./guests-page.tsx";
import { refusedPage } from "./refused-page.tsx";

/** More than ten of the longest addresses. */
const LONGEST_LIST = 5_000;

const guestsBody = named(
  "GuestsByLink",
  strictObject(
    {
      guests: Type.Union(
        [
          Type.Array(Type.String({ maxLength: 254 }), { maxItems: MOST_GUESTS }),
          Type.String({ maxLength: LONGEST_LIST }),
        ],
        {
          says: "must be a list of email addresses",
          description: "The whole list; as text, separated by commas or line breaks.",
        },
      ),
    },
    { description: "The guests whom an attendee brings along." },
  ),
  () => ({ guests: ["alex@example.com"] }),
);

const refOf = (token: string): BookingRef => ({ purpose: "guests", token });

/** The attendee's page for their guests. */
export function guestLinkRoutes(deps: Deps) {
  const base = basePathOf(deps.publicUrl);
  const json = (booking: Booking) => bookedJson(deps.tokens, booking);

  async function look(token: string, request: Request, set: ResponseSet) {
    const found = await viewByLink(deps, refOf(token));
    if (!wantsPage(request)) return answer(set, found, ({ booking }) => json(booking));
    if (!found.ok) return problemPage(request, problems.notFound);
    const { booking, host } = found.value;
    const verdict = checkTransition(booking, "cancel", deps.now(), "attendee");
    if (verdict.kind === "already") return refusal(request, booking, host, "already_cancelled");
    if (verdict.kind === "refused") return refusal(request, booking, host, verdict.refusal);
    return form(request, token, booking, host, { typed: booking.guests.join("\n") });
  }

  async function change(
    token: string,
    { guests }: Static<typeof guestsBody>,
    request: Request,
    set: ResponseSet,
  ) {
    const listed = typeof guests === "string" ? addressesIn(guests) : guests;
    const outcome = await changed(token, listed);
    if (!wantsPage(request)) return answer(set, outcome, json);
    const found = await viewByLink(deps, refOf(token));
    if (!found.ok) return problemPage(request, problems.notFound);
    const { booking, host } = found.value;
    if (outcome.ok)
      return form(request, token, booking, host, { typed: booking.guests.join("\n"), isSaved: true });
    const problem = problemFor(outcome.refusal);
    if (problem.status === 422)
      return form(request, token, booking, host, { typed: listed.join("\n"), isWrong: true });
    if (problem.status === 429) return problemPage(request, problem);
    return refusal(request, booking, host, outcome.refusal);
  }

  async function changed(token: string, guests: readonly string[]): Promise<Outcome<Booking>> {
    const wrong = guests.findIndex((email) => email.length > 254 || !isEmailAddress(email));
    if (wrong !== -1) return invalid(`/guests/${wrong}`, "must be an email address, like jason@example.com");
    return changeGuests(deps, refOf(token), { guests, actor: "attendee" });
  }

  function form(
    request: Request,
    token: string,
    booking: Booking,
    host: Host,
    shown: { readonly typed: string; readonly isSaved?: boolean; readonly isWrong?: boolean },
  ): Response {
    const translation = linkTranslationOf(request);
    const actionUrl = `${base}/v1/guests/${token}${translation.query}`;
    const most = mostGuests(booking);
    const page = guestsPage(translation, viewOf(booking, host, "attendee"), { ...shown, actionUrl, most });
    return pageAnswer(page, shown.isWrong ? 422 : 200);
  }

  async function refusal(
    request: Request,
    booking: Booking,
    host: Host,
    refused: Refusal,
  ): Promise<Response> {
    const translation = linkTranslationOf(request);
    const next = await nextUrlsOf(deps, translation).afterwards(booking, host);
    const view = viewOf(booking, host, "attendee");
    return pageAnswer(
      refusedPage(translation, { action: "cancel", booking: view, refusal: refused, next }),
      409,
    );
  }

  return new Elysia({ name: "guest-link", prefix: "/v1/guests" })
    .get(
      "/:token",
      async ({ params, request, set }) => look(params.token, request, set),
      route({
        access: "link",
        operationId: "askForGuests",
        tag: "Email links",
        summary: "Show the page for the guests of a booking",
        description: "The link in the attendee's email: a page with a form. As JSON, the booking.",
        parameters: [pageLanguage],
        answers: { 200: bookedModel },
        refusals: ["not_found"],
        pageRefuses: true,
      }),
    )
    .post(
      "/:token",
      async ({ params, body, request, set }) =>
        isReadOnly(request) ? look(params.token, request, set) : change(params.token, body, request, set),
      route({
        access: "link",
        operationId: "changeGuestsByLink",
        tag: "Email links",
        summary: "Change the guests of a booking by link",
        description:
          "Replaces the list. New guests are invited and removed ones are told. Attendees can have as many guests as the event type's `max_guests`, and change them 5 times an hour (429).",
        parameters: [pageLanguage],
        body: guestsBody,
        answers: { 200: bookedModel },
        refusals: ["not_found", "already_declined", "already_cancelled", "already_over"],
      }),
    );
}
