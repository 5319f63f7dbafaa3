import { Elysia } from "elysia";
import type { Authentication } from "../../http/auth.ts";
import { answer } from "../../http/errors.ts";
import { guestList, idOf, strictObject } from "../../http/fields.ts";
import { named, route } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import { changeGuests } from "../../usecases/guests/change-guests.ts";
import { bookingJson, bookingModel } from "./models.ts";

const guestsBody = named(
  "GuestList",
  strictObject(
    { guests: guestList("The whole list; empty for no guests.") },
    { description: "The guests of a booking." },
  ),
  () => ({ guests: ["alex@example.com"] }),
);

/** A host changes who comes along. */
export function bookingGuestRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "booking-guests", prefix: "/v1/bookings" }).use(auth).put(
    "/:id/guests",
    async ({ caller: { host, actor }, params, body, set }) => {
      const ref = { hostId: host.id, id: idOf(params.id), by: actor };
      const outcome = await changeGuests(deps, ref, { guests: body.guests, actor: "host" });
      return answer(set, outcome, (booking) => bookingJson(deps.tokens, booking));
    },
    route({
      access: "host",
      operationId: "changeGuests",
      tag: "Bookings",
      summary: "Change the guests of a booking",
      description:
        "Replaces the list. New guests are invited and removed ones are told; nobody else gets an email. You can add up to 10, whatever the event type's `max_guests`.",
      body: guestsBody,
      answers: { 200: bookingModel },
      refusals: ["not_found", "already_declined", "already_cancelled", "already_over"],
    }),
  );
}
