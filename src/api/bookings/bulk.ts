import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Authentication } from "../../http/auth.ts";
import { answer } from "../../http/errors.ts";
import {
  instant,
  emailAddress,
  oneOf,
  rangeOf,
  strictObject,
  text,
  nonEmpty,
  wholeNumber,
} from "../../http/fields.ts";
import { model, named, route } from "../../http/route.ts";
import { decideMany, MOST_AT_ONCE } from "../../usecases/bookings/bulk.ts";
import type { Deps } from "../../usecases/deps.ts";
import { count, object } from "../parts.ts";

const bulkBody = named(
  "BulkRequest",
  strictObject(
    {
      action: oneOf(["cancel", "decline"], {
        description: "The action; only pending bookings can be declined.",
      }),
      attendee_email: Type.Optional(
        emailAddress({ description: "The bookings of this address, including every `+tag`." }),
      ),
      same_client_as: Type.Optional(
        wholeNumber(1, Number.MAX_SAFE_INTEGER, {
          description:
            "The id of a booking: selects those from the same client network, which is stored for a day.",
        }),
      ),
      from: Type.Optional(instant({ description: "Bookings that start then or later; with `to`." })),
      to: Type.Optional(instant({ description: "Bookings that start then or earlier; with `from`." })),
      reason: Type.Optional(text(1000, { description: "Included in the attendees' emails." })),
    },
    { description: "An action, and the bookings to apply it to." },
  ),
  () => ({ action: "cancel" as const, attendee_email: "spam@example.com" }),
);

const bulkModel = model(
  "BulkResult",
  () =>
    object(
      {
        changed: count("How many bookings were changed."),
        skipped: count(
          "How many were selected but not in a state for the action, such as a confirmed one to decline.",
        ),
      },
      { description: "The result for the selected bookings." },
    ),
  () => ({ changed: 12, skipped: 0 }),
);

/** Confirming, declining and cancelling many bookings at once. */
export function bulkRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "bulk", prefix: "/v1/bookings" }).use(auth).post(
    "/bulk",
    async ({ caller, body, set }) => {
      const { action, attendee_email, same_client_as, reason } = body;
      const selector = { attendeeEmail: attendee_email, sameClientAs: same_client_as, ...rangeOf(body) };
      const command = { action, selector, reason: nonEmpty(reason) };
      return answer(set, await decideMany(deps, caller, command), ({ changed, skipped }) => ({
        changed,
        skipped,
      }));
    },
    route({
      access: "host",
      operationId: "decideBookings",
      tag: "Bookings",
      summary: "Cancel or decline many bookings",
      description:
        "Cancels or declines your live bookings that are not over and that one selector finds: `attendee_email`, `same_client_as`, or `from` and `to`. " +
        `Sends the same emails and webhooks as for individual bookings. Changes at most ${MOST_AT_ONCE} per request: repeat it while \`changed\` is ${MOST_AT_ONCE}.`,
      body: bulkBody,
      answers: { 200: bulkModel },
    }),
  );
}
