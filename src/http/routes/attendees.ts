import { Elysia } from "elysia";
import { eraseAttendee, exportAttendee } from "../../usecases/attendee-data.ts";
import type { Deps } from "../../usecases/deps.ts";
import { attendeeJson } from "../attendee-json.ts";
import { authentication } from "../auth.ts";
import { answer } from "../errors.ts";
import { noQuery } from "../fields.ts";

/** What a host holds about those who booked them: to be handed out, or to go. */
export function attendeeRoutes(deps: Deps) {
  return new Elysia({ name: "attendees", prefix: "/v1/attendees" })
    .use(authentication(deps))
    .get(
      "/:email",
      async ({ caller, params, set }) =>
        answer(set, await exportAttendee(deps, caller, addressOf(params)), (data) =>
          attendeeJson(deps.tokens, data),
        ),
      { host: true, query: noQuery },
    )
    .delete(
      "/:email",
      async ({ caller, params, set }) =>
        answer(set, await eraseAttendee(deps, caller, addressOf(params)), (amount) => amount),
      { host: true, query: noQuery },
    );
}

/** The address in a path; one that nobody has for what is no text. */
function addressOf({ email }: { readonly email: string | null | undefined }): string {
  return email ?? "";
}
