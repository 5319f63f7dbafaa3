import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Prefill } from "../../db/queries/bookings/private-links.ts";
import { isoInstant } from "../../domain/clock.ts";
import { DAY_MS } from "../../domain/interval.ts";
import type { Authentication } from "../../http/auth.ts";
import { answer, nothing } from "../../http/errors.ts";
import {
  emailAddress,
  idOf,
  instant,
  instantOf,
  nullable,
  oneLine,
  pageFields,
  pageRequest,
  strictObject,
  text,
  wholeNumber,
} from "../../http/fields.ts";
import { type JsonOf, model, named, route } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import { addLink, type IssuedLink, linksOf, removeLink } from "../../usecases/links/private-links.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { attendee, createdAt, linkToken } from "../examples.ts";
import * as parts from "../parts.ts";

const PREFILL = "What the booking form is filled with; visitors can change it.";

const prefillFields = {
  name: Type.Optional(oneLine(200, { description: "The name.", examples: ["Jason Johnson"] })),
  email: Type.Optional(emailAddress({ description: "The email address." })),
  notes: Type.Optional(text(5000, { description: "The message to you." })),
};

/** What a private link fills the booking form with. */
export const prefillModel = () =>
  parts.object(
    {
      name: Type.Optional(parts.text("The name.")),
      email: Type.Optional(parts.text("The email address.")),
      notes: Type.Optional(parts.text("The message to you.")),
    },
    { description: PREFILL },
  );

const linkModel = model(
  "PrivateLink",
  () =>
    parts.object(
      {
        id: parts.id("The link's id."),
        url: parts.text("The page that books with it."),
        token: parts.text("The `link` of a booking through the API."),
        uses: parts.id("How many bookings can be made with it."),
        used: parts.count("How many were made with it. A booking that is cancelled later still counts."),
        expires_at: parts.instantOrNull("When it expires; null for never."),
        prefill: prefillModel(),
        created_at: parts.instant("When it was created."),
      },
      { description: "A link that books one event type a limited number of times." },
    ),
  exampleLink,
);

const linkListModel = parts.pageOf("PrivateLinkList", "links", "One page of private links.", linkModel);

export const createLinkBody = named(
  "CreatePrivateLink",
  strictObject(
    {
      uses: Type.Optional(
        wholeNumber(1, 1_000, { description: "How many bookings can be made with it.", standard: 1 }),
      ),
      expires_at: Type.Optional(
        nullable(instant(), { description: "When it expires, in the future; null for never." }),
      ),
      prefill: Type.Optional(strictObject(prefillFields, { description: PREFILL })),
    },
    { description: "A new private link." },
  ),
  (example) => ({ uses: 1, expires_at: expiry(example), prefill }),
);

const prefill = { name: attendee.attendee_name, email: attendee.attendee_email };

function expiry({ starts: [start] }: ExampleBooking): string {
  return isoInstant(start + 14 * DAY_MS);
}

function exampleLink(example: ExampleBooking) {
  const { host, eventType } = example;
  return {
    id: 1,
    url: `https://book.example.com/book/${host.slug}/${eventType.slug}?link=${linkToken}`,
    token: linkToken,
    uses: 1,
    used: 0,
    expires_at: expiry(example),
    prefill,
    created_at: createdAt(example),
  };
}

/** Links that book an event type a limited number of times. */
export function privateLinkRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "private-links", prefix: "/v1/event-types/:id/links" })
    .use(auth)
    .get(
      "/",
      async ({ host, params, query, set }) => {
        const page = pageRequest(query);
        const outcome = await linksOf(deps, host, idOf(params.id), page);
        return answer(set, outcome, (found) => parts.pageJson("links", found, page, linkJson));
      },
      route({
        access: "host",
        operationId: "listPrivateLinks",
        tag: "Event types",
        summary: "List private links",
        description:
          "Lists the private links of an event type, newest first, including used and expired ones.",
        query: strictObject(pageFields),
        answers: { 200: linkListModel },
        refusals: ["not_found"],
      }),
    )
    .post(
      "/",
      async ({ caller, params, body, set }) => {
        const { uses = 1, expires_at = null, prefill: filled = {} } = body;
        const asked = {
          uses,
          expires_at: expires_at === null ? null : instantOf(expires_at),
          prefill: withoutEmpty(filled),
        };
        return answer(set, await addLink(deps, caller, idOf(params.id), asked), linkJson, 201);
      },
      route({
        access: "host",
        operationId: "createPrivateLink",
        tag: "Event types",
        summary: "Create a private link",
        description:
          "Creates a link that books the event type a limited number of times, even if it is hidden. An inactive event type " +
          "cannot be booked with it either. Everybody with the link sees what the form is filled with.",
        body: createLinkBody,
        answers: { 201: linkModel },
        refusals: ["not_found", "too_many_links"],
      }),
    )
    .delete(
      "/:link_id",
      async ({ caller, params, set }) => {
        const outcome = await removeLink(deps, caller, idOf(params.id), idOf(params.link_id));
        return answer(set, outcome, nothing, 204);
      },
      route({
        access: "host",
        operationId: "deletePrivateLink",
        tag: "Event types",
        summary: "Delete a private link",
        description: "The link can no longer be used. Bookings that were made with it stay.",
        answers: { 204: null },
        refusals: ["not_found"],
      }),
    );
}

function withoutEmpty(filled: Prefill): Prefill {
  return Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== ""));
}

function linkJson(link: IssuedLink): JsonOf<typeof linkModel> {
  const { id, url, token, uses, used, expires_at, prefill: filled, created_at } = link;
  return {
    id,
    url,
    token,
    uses,
    used,
    expires_at: expires_at === null ? null : isoInstant(expires_at),
    prefill: { ...filled },
    created_at: isoInstant(created_at),
  };
}
