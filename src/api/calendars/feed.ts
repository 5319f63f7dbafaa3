import { setImmediate } from "node:timers/promises";
import { Type } from "@sinclair/typebox";
import { Elysia, NotFoundError } from "elysia";
import { entityTag, hasEntity } from "../../http/accepts.ts";
import type { Authentication } from "../../http/auth.ts";
import { noBody } from "../../http/fields.ts";
import { model, route } from "../../http/route.ts";
import type { FeedText } from "../../usecases/calendars/feed-cache.ts";
import { feedUrl, openFeed, rotateFeed } from "../../usecases/calendars/feed.ts";
import type { Deps } from "../../usecases/deps.ts";
import { object, text } from "../parts.ts";

const feedModel = model(
  "CalendarFeed",
  () =>
    object(
      { url: text("The secret address of your feed. Whoever knows it can read your bookings.") },
      { description: "Your bookings as a calendar that other programs subscribe to." },
    ),
  () => ({ url: "https://book.example.com/feed/AAAAAAABAAAAAB9mWqYxN2cUvE7sKfJA1bQ.ics" }),
);

const feedText = () =>
  Type.String({
    mediaType: "text/calendar",
    description: "The live bookings as iCalendar, from 30 days back on, at most a minute old.",
  });

const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  description: "The `ETag` of an earlier response; 304 if nothing has changed.",
  schema: { type: "string" },
} as const;

/** The host's feed of bookings, and its secret address. */
export function calendarFeedRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "calendar-feed" })
    .use(auth)
    .get(
      "/v1/calendar-feed",
      async ({ host }) => ({ url: await feedUrl(deps, host) }),
      route({
        access: "host",
        operationId: "getCalendarFeedAddress",
        tag: "Calendars",
        summary: "Get the address of your feed",
        description: "The address is a secret: whoever knows it can read your bookings.",
        answers: { 200: feedModel },
      }),
    )
    .post(
      "/v1/calendar-feed/rotate",
      async ({ caller }) => ({ url: await rotateFeed(deps, caller) }),
      route({
        access: "host",
        operationId: "rotateCalendarFeed",
        tag: "Calendars",
        summary: "Replace the address of your feed",
        description: "The previous address stops working immediately.",
        body: noBody,
        answers: { 200: feedModel },
      }),
    )
    .get(
      "/feed/:name",
      ({ params, request }) => feedAnswer(deps, params.name, request),
      route({
        access: "page",
        operationId: "readCalendarFeed",
        tag: "Calendars",
        summary: "Read a feed",
        description: "A host's live bookings for programs that subscribe to calendars. Needs no key.",
        parameters: [ifNoneMatch],
        answers: { 200: feedText, 304: null },
        refusals: ["not_found"],
      }),
    );
}

async function feedAnswer(deps: Deps, name: string, { headers }: Request): Promise<Response> {
  const [, token = ""] = /^([\w-]+)\.ics$/.exec(name) ?? [];
  const feed = await openFeed(deps, token);
  if (!feed.ok) throw new NotFoundError();
  const etag = entityTag(feed.value.version);
  if (hasEntity(headers, etag)) return new Response(null, { status: 304, headers: { ...SECRET, etag } });
  const type = { "content-type": "text/calendar; charset=utf-8", "x-content-type-options": "nosniff" };
  return new Response(streamOf(await feed.value.text()), { headers: { ...SECRET, ...type, etag } });
}

/** How many parts are sent before other requests get their turn. */
const PARTS_AT_ONCE = 4;

function streamOf(text: FeedText): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at % PARTS_AT_ONCE === 0) await setImmediate();
      const part = text[at++];
      if (part) controller.enqueue(part);
      else controller.close();
    },
  });
}

/** The address is a secret, and the content is for its reader only. */
const SECRET = {
  "cache-control": "private, no-cache",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
};
