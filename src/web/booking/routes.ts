import { Elysia } from "elysia";
import type { Config } from "../../config/config.ts";
import { publicEventTypeJson } from "../../api/event-types/models.ts";
import { bookingAssets } from "./assets.ts";
import {
  bookingDocument,
  bookingHeaders,
  hostDocument,
  linkGoneDocument,
  missingDocument,
} from "./document.tsx";
import { bodyOf, valuesOf } from "./form-fields.ts";
import { redirectAfter, viewQuery } from "./address.ts";
import type { PageState } from "./state.ts";
import { markdownHtml } from "../markdown.ts";
import { linkOfEither, viewByLink } from "../../usecases/bookings/find-booking.ts";
import type { Deps } from "../../usecases/deps.ts";
import { whyUnusable } from "../../usecases/links/use-link.ts";
import { publicProfile } from "../../usecases/hosts/hosts.ts";
import { wantsPage } from "../../http/accepts.ts";
import { whyUnreadable } from "../../http/unreadable.ts";
import { type Booker, bookersOf } from "../../http/booker.ts";
import { placed, refusedState } from "./server/booking-outcome.ts";
import { bookingProblemPage, queryOf, settingOf } from "./server/booking-problems.ts";
import { awayNotes } from "./server/away-notes.ts";
import { findBookable, stateFor } from "./server/booking-state.ts";
import { pageHost } from "./server/look.ts";
import { viewState } from "./server/view-state.ts";
import { calendarFileOf } from "./server/calendar-answer.ts";
import { pageQueryOf } from "./server/page-query.ts";
import { zipped } from "./server/zipped.ts";
import { basePathOf } from "../../http/paths.ts";
import { problems, send, type ResponseSet } from "../../http/errors.ts";
import { followRenames } from "../../http/renamed.ts";
import { route } from "../../http/route.ts";

/** How many event types a page of a host lists. */
const ON_HOST_PAGE = 50;
/** Offsets change. */
const ZONES = {
  "content-type": "application/json;charset=utf-8",
  "cache-control": "no-store",
  vary: "accept-language, accept-encoding",
};
/** Query parameters that belong to one event type: what selects a time, and its private link. */
const OF_EVENT_TYPE = ["start", "date", "month", "link"];

const bookingPage = route({ access: "booking_page" });

/** The booking pages, which need no account and work without scripts. */
export function bookingPageRoutes(
  deps: Deps,
  { frameAncestors, trustProxy }: Pick<Config, "frameAncestors" | "trustProxy">,
) {
  const bookerOf = bookersOf(deps, trustProxy);
  const base = basePathOf(deps.publicUrl);
  const headers = bookingHeaders(frameAncestors);
  const problemPage = bookingProblemPage(deps.publicUrl, frameAncestors);
  const page = (request: Request, text: string, status = 200) => zipped(request, text, status, headers);
  const leadingAway = bookingHeaders(frameAncestors, true);
  const headersFor = ({ redirectsTo }: Pick<PageState, "redirectsTo">) =>
    redirectsTo === null ? headers : leadingAway;
  // Not compressed: the page has tokens next to user input, so its compressed length could reveal them (BREACH).
  const secretPage = (text: string, status: number, own = headers) =>
    new Response(text, {
      status,
      headers: { ...own, "cache-control": "no-store", "x-robots-tag": "noindex" },
    });

  async function missing(request: Request, username: string): Promise<Response> {
    const profile = await publicProfile(deps, username, { limit: 1, page: 1 });
    const hostUrl = `${base}/book/${encodeURIComponent(username)}${queryWithout(request.url, ...OF_EVENT_TYPE)}`;
    return page(request, missingDocument(settingOf(request, base), profile.ok ? hostUrl : null), 404);
  }

  async function hostPage({ params, request }: HostContext): Promise<Response> {
    const asked = pageQueryOf(request);
    const asks = Number(/^[1-9]\d{0,3}$/.exec(asked.query["page"] ?? "")?.[0] ?? 1);
    const profile = await publicProfile(deps, params.username, { limit: ON_HOST_PAGE, page: asks });
    if (!profile.ok) return page(request, missingDocument(settingOf(request, base), null), 404);
    const { host, profile: shown, eventTypes } = profile.value;
    const view = {
      translation: asked.translation,
      embed: asked.embed,
      base,
      query: queryWithout(request.url, "page"),
      host: pageHost(deps.publicUrl, host, shown),
      bioHtml: shown.bio === null ? null : markdownHtml(shown.bio),
      website: shown.website,
      away: await awayNotes(deps, host, { start: deps.now(), end: deps.now() + 1 }, asked.query),
      timeZone: host.time_zone,
      events: eventTypes.items.map(publicEventTypeJson),
      pages: { shown: asks, last: Math.ceil(eventTypes.total / ON_HOST_PAGE) },
    };
    return page(request, hostDocument(view, asked.theme, { publicUrl: deps.publicUrl, bio: shown.bio }));
  }

  async function eventPage({ params, request }: EventContext): Promise<Response> {
    const asked = pageQueryOf(request);
    const found = await findBookable(deps, asked, params.username, params.event_slug);
    if (!found) return missing(request, params.username);
    const { host, link } = found;
    const why = link && whyUnusable(link, deps.now());
    if (why) return secretPage(linkGoneDocument(settingOf(request, base), host.name, why), 410);
    const state = await stateFor(deps, asked, found);
    if (link) return secretPage(bookingDocument(state), 200, headersFor(state));
    return zipped(request, bookingDocument(state), 200, headersFor(state));
  }

  /** A form from a page without scripts gets a page; JSON from a page with scripts gets JSON. */
  async function post({ params, body, request, server, set }: EventContext & PostedForm) {
    const unreadable = whyUnreadable(request);
    if (unreadable) {
      return wantsPage(request)
        ? problemPage(request, problems[unreadable])
        : send(set, problems[unreadable]);
    }
    const { username, event_slug } = params;
    const booker = await bookerOf(request, server);
    if (!Array.isArray(body)) {
      const key = request.headers.get("idempotency-key");
      const outcome = await placed(
        deps,
        username,
        event_slug,
        body,
        key,
        request.headers.get("accept-language"),
        booker,
      );
      if ("booked" in outcome) set.status = 201;
      if ("booked" in outcome) return outcome;
      const { problem, nearest, codeSent } = outcome;
      return { ...send(set, problem), nearest, code_sent: codeSent };
    }
    return postForm(username, event_slug, body, request, booker);
  }

  async function postForm(
    username: string,
    eventSlug: string,
    pairs: [string, string][],
    request: Request,
    booker: Booker,
  ) {
    const values = valuesOf(pairs);
    const [start = "", tz = "", attempt = ""] = ["start_time", "timezone", "attempt"].map(
      (name) => values[name]?.[0],
    );
    const asked = pageQueryOf(request);
    const { link: _, ...query } = asked.query;
    const link = values["link"]?.[0];
    const view = { ...asked, values, query: { ...query, tz, start, ...(link && { link }) } };
    const found = await findBookable(deps, view, username, eventSlug);
    if (!found) return missing(request, username);
    const state = await stateFor(deps, view, found);
    const body = bodyOf(values, state.event.questions);
    const outcome = await placed(
      deps,
      username,
      eventSlug,
      { ...body, language: state.locale },
      attempt || null,
      null,
      booker,
    );
    if ("booked" in outcome) {
      const { booked } = outcome;
      const location =
        state.redirectsTo === null
          ? `${booked.view_url}${viewQuery(state)}`
          : redirectAfter(state.redirectsTo, booked);
      return new Response(null, {
        status: 303,
        headers: { ...headers, location, "cache-control": "no-store" },
      });
    }
    const refused = bookingDocument(refusedState(state, body, outcome));
    return secretPage(refused, outcome.problem.status, headersFor(state));
  }

  return new Elysia({ name: "booking-pages" })
    .use(followRenames(deps))
    .get("/book/:username", async ({ params, request }) => hostPage({ params, request }), bookingPage)
    .get(
      "/book/:username/:event_slug",
      async ({ params, request }) => eventPage({ params, request }),
      bookingPage,
    )
    .post(
      "/book/:username/:event_slug",
      async ({ params, body, request, server, set }) => post({ params, body, request, server, set }),
      bookingPage,
    )
    .get(
      "/book/:username/:event_slug/:token",
      async ({ params, request, set }) =>
        (await calendarFileOf(deps, params.token, request)) ??
        (wantsPage(request) ? problemPage(request, problems.notFound) : send(set, problems.notFound)),
      bookingPage,
    )
    .get(
      "/booking/:token",
      async ({ params, request, set }) => {
        const { ref, party } = await linkOfEither(deps, "view", params.token);
        const found = await viewByLink(deps, ref);
        if (found.ok) {
          const state = await viewState(deps, pageQueryOf(request), found.value, party);
          return secretPage(bookingDocument(state), 200);
        }
        return wantsPage(request) ? problemPage(request, problems.notFound) : send(set, problems.notFound);
      },
      bookingPage,
    )
    .get(
      "/zones",
      async ({ request }) => {
        const { listZones } = await import("./zones/zone-list.ts");
        const zones = listZones(pageQueryOf(request).translation.language, deps.now());
        return zipped(request, JSON.stringify({ zones }), 200, ZONES);
      },
      route({ access: "page" }),
    )
    .get(
      "/assets/:file",
      ({ params, request, set }) =>
        bookingAssets.respond(params.file, request.headers) ?? send(set, problems.notFound),
      route({ access: "page" }),
    );
}

type HostContext = { readonly params: { readonly username: string }; readonly request: Request };
type EventContext = {
  readonly params: { readonly username: string; readonly event_slug: string };
  readonly request: Request;
};
type PostedForm = {
  readonly body: unknown;
  readonly server: Bun.Server<unknown> | null;
  readonly set: ResponseSet;
};

function queryWithout(url: string, ...names: readonly string[]): string {
  const query = new URLSearchParams(queryOf(url));
  for (const name of names) query.delete(name);
  return query.size === 0 ? "" : `?${query}`;
}
