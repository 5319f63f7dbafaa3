import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { emailKinds, otherEmailKinds } from "../domain/email.ts";
import type { Authentication } from "../http/auth.ts";
import { answer } from "../http/errors.ts";
import { idOf, noBody, oneOf, pageFields, strictObject } from "../http/fields.ts";
import { type JsonOf, model, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import type { EmailJob } from "../email/email-job.ts";
import {
  type EmailWithContent,
  hostOutbox,
  hostOutboxEntry,
  type OutboxEntry,
  outboxStatuses,
  retry,
  type WholeEntry,
} from "../usecases/outbox/outbox.ts";
import { attendee, createdAt, hostEmail, uid } from "./examples.ts";
import { listJson, id, object, orNull, pageOf, progressFields, progressJson, text } from "./parts.ts";
import { deliveryJson, deliveryModel, wholeDeliveryModel } from "./webhooks/models.ts";

const emailFields = () => ({
  id: id("Its id in the outbox."),
  kind: Type.Literal("mail", { description: "Distinguishes emails from deliveries." }),
  letter: oneOf([...emailKinds, ...otherEmailKinds], {
    description: "The type of the email, by recipient and event.",
  }),
  booking_id: orNull(
    Type.Integer({ minimum: 1 }),
    "The booking's id; null for an email that is not about a booking.",
  ),
  recipient: text("The recipient's address."),
  subject: text("Its subject."),
  ...progressFields(),
});

const emailModel = model(
  "OutboxMail",
  () => object(emailFields(), { description: "An email that is waiting, was sent or failed." }),
  exampleEmail,
);

const wholeEmailModel = model(
  "WholeOutboxMail",
  () =>
    object(
      {
        ...emailFields(),
        reply_to: text("The Reply-To address."),
        text: text("The email as plain text."),
        html: text("The email as HTML."),
        invitation: orNull(
          object({
            method: oneOf(["REQUEST", "PUBLISH", "CANCEL"], { description: "The iTIP method." }),
            ics: text("The iCalendar file."),
          }),
          "The attached invitation; null for none.",
        ),
      },
      { description: "An email with its content." },
    ),
  (example) => ({
    ...exampleEmail(example),
    reply_to: hostEmail,
    text: `Your meeting is confirmed\n\nYou are meeting ${example.host.name}.\n`,
    html: "<!doctype html>…",
    invitation: { method: "REQUEST" as const, ics: "BEGIN:VCALENDAR\r\n…\r\nEND:VCALENDAR\r\n" },
  }),
);

export const attendeeEmailModel = model(
  "AttendeeMail",
  () =>
    object(
      { ...emailFields(), text: text("The email as plain text.") },
      { description: "An email about one of the bookings." },
    ),
  exampleAttendeeEmail,
);

const outboxListModel = pageOf(
  "OutboxList",
  "outbox",
  "One page of emails and deliveries, newest first.",
  emailModel,
  deliveryModel,
);

function exampleEmail(example: ExampleBooking) {
  const made = createdAt(example);
  return {
    id: 1,
    kind: "mail",
    letter: "attendee_booked",
    booking_id: 101,
    recipient: attendee.attendee_email,
    subject: `${example.eventType.title}: ${attendee.attendee_name} and ${example.host.name}`,
    status: "sent",
    attempts: 1,
    last_error: null,
    message_id: `<${uid}.0.attendee_booked.bwsj0pfwldla@book.example.com>`,
    created_at: made,
    next_attempt_at: null,
    sent_at: made,
  } as const;
}

export function exampleAttendeeEmail(example: ExampleBooking) {
  return { ...exampleEmail(example), text: "Your meeting is confirmed\n…" };
}

/** The emails and webhook deliveries that a host's bookings cause. */
export function outboxRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "outbox", prefix: "/v1/outbox" })
    .use(auth)
    .get(
      "/",
      ({ host, query }) =>
        listJson("outbox", query, (page) => hostOutbox(deps, host, query.status, page), entryJson),
      route({
        access: "host",
        operationId: "listOutbox",
        tag: "Outbox",
        summary: "List emails and deliveries",
        description:
          "Everything that is waiting, was sent or failed, newest first. `kind` distinguishes emails from deliveries.",
        query: strictObject({
          ...pageFields,
          status: Type.Optional(oneOf(outboxStatuses, { description: "Only entries with this status." })),
        }),
        answers: { 200: outboxListModel },
      }),
    )
    .get(
      "/:id",
      async ({ host, params, set }) =>
        answer(set, await hostOutboxEntry(deps, host, idOf(params.id)), wholeEntryJson),
      route({
        access: "host",
        operationId: "getOutboxMail",
        tag: "Outbox",
        summary: "Get an email or a delivery",
        description: "Returns one entry of the outbox with its content.",
        answers: { 200: [wholeEmailModel, wholeDeliveryModel] },
        refusals: ["not_found"],
      }),
    )
    .post(
      "/:id/retry",
      async ({ caller, params, set }) =>
        answer(set, await retry(deps, caller, idOf(params.id)), wholeEntryJson),
      route({
        access: "host",
        operationId: "retryOutboxMail",
        tag: "Outbox",
        summary: "Retry an email or a delivery",
        description: "Sends a failed entry again.",
        body: noBody,
        answers: { 200: [wholeEmailModel, wholeDeliveryModel] },
        refusals: ["not_found", "not_failed", "webhook_off"],
      }),
    );
}

function entryJson(entry: OutboxEntry) {
  return "email" in entry ? emailJson(entry.email) : deliveryJson(entry);
}

function wholeEntryJson(entry: WholeEntry) {
  return "email" in entry ? wholeEmailJson(entry) : { ...deliveryJson(entry), text: entry.delivery.body };
}

function emailJson(email: EmailJob): JsonOf<typeof emailModel> {
  return {
    id: email.id,
    kind: "mail",
    letter: email.letter,
    booking_id: email.booking_id,
    recipient: email.recipient,
    subject: email.subject,
    ...progressJson(email),
  };
}

function wholeEmailJson({ email, letter }: EmailWithContent): JsonOf<typeof wholeEmailModel> {
  const { replyTo, text, html, invitation } = letter;
  return { ...emailJson(email), reply_to: replyTo.address, text, html, invitation };
}

/** An email as the export for its attendee shows it. */
export function attendeeEmailJson({ email, letter }: EmailWithContent): JsonOf<typeof attendeeEmailModel> {
  return { ...emailJson(email), text: letter.text };
}
