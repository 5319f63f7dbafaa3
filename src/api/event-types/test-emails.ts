import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { notedLetters } from "../../domain/email.ts";
import type { Authentication } from "../../http/auth.ts";
import { answer } from "../../http/errors.ts";
import { idOf, nonEmpty, nullable, oneOf, strictObject, text } from "../../http/fields.ts";
import { model, named, route } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import { type AskedLetter, previewLetter, sendTestLetter } from "../../usecases/hosts/test-letters.ts";
import { hostEmail } from "../examples.ts";
import { object, text as textField } from "../parts.ts";

const letterBody = named(
  "TestEmail",
  strictObject(
    {
      letter: oneOf(notedLetters, { description: "The email to the attendee that has your words." }),
      note: Type.Optional(
        nullable(text(2000), { description: "Your words, instead of those that are stored." }),
      ),
    },
    { description: "An email to try." },
  ),
  () => ({ letter: "confirmation", note: "Hello {attendee_name}, see you at {start_time}." }) as const,
);

const previewModel = model(
  "EmailPreview",
  () =>
    object(
      {
        subject: textField("Its subject."),
        text: textField("The email as plain text."),
        html: textField("The email as HTML."),
      },
      { description: "An email about a meeting that does not exist." },
    ),
  ({ host, eventType }) => ({
    subject: `${eventType.title} with ${host.name} – Mon, Mar 2, 9:00 AM`,
    text: `Your meeting is confirmed\n\nYou are meeting ${host.name}.\n`,
    html: "<!doctype html>…",
  }),
);

const sentModel = model(
  "TestEmailSent",
  () => object({ recipient: textField("Your address.") }, { description: "Where the test email goes." }),
  () => ({ recipient: hostEmail }),
);

/** Tries the emails with the host's own words. */
export function testEmailRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "test-emails", prefix: "/v1/event-types" })
    .use(auth)
    .post(
      "/:id/preview-email",
      async ({ host, params, body, set }) =>
        answer(
          set,
          await previewLetter(deps, host, idOf(params.id), askedIn(body)),
          ({ subject, text, html }) => ({
            subject,
            text,
            html,
          }),
        ),
      route({
        access: "host",
        operationId: "previewEmail",
        tag: "Event types",
        summary: "Preview an email with your words",
        description: "Shows what attendees would get, about a meeting that does not exist. Sends nothing.",
        body: letterBody,
        answers: { 200: previewModel },
        refusals: ["not_found"],
      }),
    )
    .post(
      "/:id/test-email",
      async ({ caller, params, body, set }) =>
        answer(
          set,
          await sendTestLetter(deps, caller, idOf(params.id), askedIn(body)),
          (recipient) => ({ recipient }),
          202,
        ),
      route({
        access: "host",
        operationId: "sendTestEmail",
        tag: "Event types",
        summary: "Send yourself an email with your words",
        description:
          "Sends what attendees would get to your own address, about a meeting that does not exist. Works 20 times an hour (429).",
        body: letterBody,
        answers: { 202: sentModel },
        refusals: ["not_found", "busy"],
      }),
    );
}

function askedIn({ letter, note }: Static<typeof letterBody>): AskedLetter {
  return { letter, note: note === undefined ? undefined : nonEmpty(note) };
}
