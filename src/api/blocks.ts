import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { listBlocks } from "../db/queries/hosts/blocks.ts";
import { isoInstant } from "../domain/clock.ts";
import type { Block } from "../domain/records.ts";
import type { Authentication } from "../http/auth.ts";
import { answer, nothing } from "../http/errors.ts";
import {
  domainName,
  idOf,
  emailAddress,
  nullable,
  pageFields,
  strictObject,
  text,
  nonEmpty,
} from "../http/fields.ts";
import { type JsonOf, model, named, route } from "../http/route.ts";
import { addBlock, removeBlock } from "../usecases/limits/blocks.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { createdAt } from "./examples.ts";
import { listJson, id, instant, object, pageOf, textOrNull } from "./parts.ts";

const NOTE = "Your own note.";

const blockModel = model(
  "Block",
  () =>
    object(
      {
        id: id("The block's id."),
        address: textOrNull("The blocked address in normalized form; null for a domain."),
        domain: textOrNull("The blocked domain; null for an address."),
        note: textOrNull(NOTE),
        created_at: instant("When it was created."),
      },
      { description: "Somebody who cannot book with you." },
    ),
  exampleBlock,
);

const blockListModel = pageOf("BlockList", "blocks", "One page of blocks.", blockModel);

const createBody = named(
  "CreateBlock",
  strictObject(
    {
      address: Type.Optional(
        emailAddress({
          description: "The address to block, including every `+tag`.",
          examples: ["spam@example.com"],
        }),
      ),
      domain: Type.Optional(domainName({ description: "The domain to block, with all its subdomains." })),
      note: Type.Optional(nullable(text(500), { description: NOTE })),
    },
    { description: "An `address` or a `domain` to block." },
  ),
  () => ({ address: "spam@example.com", note: "Repeated no-shows" }),
);

function exampleBlock(example: ExampleBooking) {
  return {
    id: 1,
    address: "spam@example.com",
    domain: null,
    note: "Repeated no-shows",
    created_at: createdAt(example),
  };
}

/** Addresses and domains that cannot book with a host. */
export function blockRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "blocks", prefix: "/v1/blocks" })
    .use(auth)
    .get(
      "/",
      ({ host, query }) =>
        listJson("blocks", query, (page) => listBlocks(deps.database.read, host.id, page), blockJson),
      route({
        access: "host",
        operationId: "listBlocks",
        tag: "Bookings",
        summary: "List blocks",
        description: "Lists the addresses and domains that cannot book with you.",
        query: strictObject(pageFields),
        answers: { 200: blockListModel },
      }),
    )
    .post(
      "/",
      async ({ caller, body, set }) =>
        answer(set, await addBlock(deps, caller, { ...body, note: nonEmpty(body.note) }), blockJson, 201),
      route({
        access: "host",
        operationId: "createBlock",
        tag: "Bookings",
        summary: "Block an address or a domain",
        description:
          "Prevents an address, or everybody at a domain, from booking and rescheduling with you. They get `slot_unavailable`, as for a " +
          "time that is taken. Existing bookings stay; `POST /v1/bookings/bulk` cancels them.",
        body: createBody,
        answers: { 201: blockModel },
        refusals: ["already_blocked", "too_many_blocks"],
      }),
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeBlock(deps, caller, idOf(params.id)), nothing, 204),
      route({
        access: "host",
        operationId: "deleteBlock",
        tag: "Bookings",
        summary: "Remove a block",
        description: "Lets the address or the domain book again.",
        answers: { 204: null },
        refusals: ["not_found"],
      }),
    );
}

function blockJson({ id, address, domain, note, created_at }: Block): JsonOf<typeof blockModel> {
  return { id, address, domain, note, created_at: isoInstant(created_at) };
}
