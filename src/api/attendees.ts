import { Elysia } from "elysia";
import type { FilledLink } from "../db/queries/bookings/private-links.ts";
import { bookingStatuses } from "../domain/booking.ts";
import { isoInstant } from "../domain/clock.ts";
import { MINUTE_MS } from "../domain/interval.ts";
import type { Authentication } from "../http/auth.ts";
import { answer } from "../http/errors.ts";
import { oneOf } from "../http/fields.ts";
import { type JsonOf, model, route } from "../http/route.ts";
import type { ActionTokens } from "../security/action-token.ts";
import {
  type Amount,
  type AttendeeData,
  type BookingOfAttendee,
  eraseAttendee,
  exportAttendee,
} from "../usecases/privacy/attendee-data.ts";
import type { MeetingOfGuest } from "../usecases/guests/privacy.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { auditEntryModel, auditJson, exampleEntry } from "./audit.ts";
import { bookingExample, bookingFields, bookingJson } from "./bookings/models.ts";
import { prefillModel } from "./event-types/links.ts";
import { attendee, createdAt, location } from "./examples.ts";
import { attendeeEmailJson, attendeeEmailModel, exampleAttendeeEmail } from "./outbox.ts";
import { count, id, instant, list, object, text, textOrNull } from "./parts.ts";

const attendeeBookingModel = model(
  "AttendeeBooking",
  () =>
    object(
      {
        ...bookingFields(),
        username: text("The host's slug."),
        links: object(
          {
            cancel: text("The page for cancelling the booking."),
            reschedule: text("The page for rescheduling the booking."),
          },
          { description: "The attendee's own links." },
        ),
      },
      { description: "A booking, as its attendee may see it." },
    ),
  exampleBookingOfAttendee,
);

const guestMeetingModel = model(
  "GuestMeeting",
  () =>
    object(
      {
        id: id("The booking's id."),
        username: text("The host's slug."),
        event_type: text("The event type's title."),
        status: oneOf(bookingStatuses, { description: "The booking's status." }),
        start_time: instant("When the meeting begins."),
        end_time: instant("When the meeting ends."),
        location: textOrNull("Where to meet: a link, a phone number or an address."),
      },
      { description: "A booking of somebody else, as its guests may see it." },
    ),
  ({ host, eventType, starts: [start] }) =>
    ({
      id: 102,
      username: host.slug,
      event_type: eventType.title,
      status: "confirmed",
      start_time: isoInstant(start),
      end_time: isoInstant(start + eventType.duration_minutes * MINUTE_MS),
      location,
    }) as const,
);

const filledLinkModel = model(
  "FilledPrivateLink",
  () =>
    object(
      {
        id: id("The link's id."),
        username: text("The host's slug."),
        event_slug: text("The event type's slug."),
        prefill: prefillModel(),
        created_at: instant("When it was created."),
      },
      { description: "What a private link fills the booking form with." },
    ),
  exampleFilledLink,
);

const attendeeModel = model(
  "Attendee",
  () =>
    object(
      {
        email: text("The requested address."),
        bookings: list(attendeeBookingModel(), "The bookings with this address."),
        guest_of: list(guestMeetingModel(), "The bookings of others that the address is a guest of."),
        mails: list(attendeeEmailModel(), "The emails about these bookings."),
        private_links: list(filledLinkModel(), "The private links that are filled in with this address."),
        audit: list(auditEntryModel(), "The audit log of these bookings, oldest first."),
      },
      { description: "Everything stored about an attendee." },
    ),
  (example) => ({
    email: attendee.attendee_email,
    bookings: [exampleBookingOfAttendee(example)],
    guest_of: [],
    mails: [exampleAttendeeEmail(example)],
    private_links: [exampleFilledLink(example)],
    audit: [exampleExport(example)],
  }),
);

const erasedModel = model(
  "ErasedAttendee",
  () =>
    object(
      {
        bookings: count("How many bookings."),
        guest_of: count("How many guest lists of other bookings."),
        mails: count("How many emails."),
        private_links: count("How many private links were filled in with the address."),
      },
      { description: "What the attendee was erased from." },
    ),
  () => ({ bookings: 1, guest_of: 0, mails: 2, private_links: 0 }),
);

function exampleFilledLink(example: ExampleBooking) {
  const { attendee_name: name, attendee_email: email } = attendee;
  const slugs = { username: example.host.slug, event_slug: example.eventType.slug };
  return { id: 1, ...slugs, prefill: { name, email }, created_at: createdAt(example) };
}

function exampleExport(example: ExampleBooking) {
  const subject = { type: "booking", id: 101 } as const;
  return { ...exampleEntry(example), action: "booking.exported", subject, changes: [] } as const;
}

function exampleBookingOfAttendee(example: ExampleBooking) {
  const { cancel_token, reschedule_token, view_token: _, ...booking } = bookingExample(example);
  const links = {
    cancel: `https://book.example.com/v1/cancel/${cancel_token}`,
    reschedule: `https://book.example.com/v1/reschedule/${reschedule_token}`,
  };
  return { ...booking, username: example.host.slug, links };
}

/** Exports and erases what a host stores about an attendee. */
export function attendeeRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "attendees", prefix: "/v1/attendees" })
    .use(auth)
    .get(
      "/:email",
      async ({ caller, params, set }) =>
        answer(set, await exportAttendee(deps, caller, addressOf(params)), (data) =>
          attendeeJson(deps.tokens, data),
        ),
      route({
        access: "host",
        operationId: "exportAttendee",
        tag: "Privacy",
        summary: "Export an attendee's data",
        description:
          "All your bookings with this address, ignoring case, with their emails and audit entries, the meetings of others to which it was invited as a guest, and the private links that are filled in with it. The export itself is recorded in the audit log.",
        answers: { 200: attendeeModel },
        refusals: ["not_found"],
        writes: true,
      }),
    )
    .delete(
      "/:email",
      async ({ caller, params, set }) =>
        answer(set, await eraseAttendee(deps, caller, addressOf(params)), erasedJson),
      route({
        access: "host",
        operationId: "eraseAttendee",
        tag: "Privacy",
        summary: "Erase an attendee's data",
        description:
          "Permanently removes the name, the address and everything the attendee wrote from your bookings with this address and their emails, removes the address from guest lists, and clears what private links with this address fill in. The times stay taken and live bookings stay live, waiting emails to the attendee are not sent, and links in sent emails stop working. Existing backups still contain the data.",
        answers: { 200: erasedModel },
        refusals: ["not_found"],
      }),
    );
}

/** The address in the path; an empty string, which matches nobody, if it is missing. */
function addressOf({ email }: { readonly email: string | null | undefined }): string {
  return email ?? "";
}

/** Everything stored about an attendee, as the export that they are given. */
export function attendeeJson(
  tokens: ActionTokens,
  { email, bookings, guestOf, mails, links, audit }: AttendeeData,
): JsonOf<typeof attendeeModel> {
  return {
    email,
    bookings: bookings.map((one) => bookingOfAttendeeJson(tokens, one)),
    guest_of: guestOf.map(guestMeetingJson),
    mails: mails.map(attendeeEmailJson),
    private_links: links.map(filledLinkJson),
    audit: audit.map(auditJson),
  };
}

function filledLinkJson(link: FilledLink): JsonOf<typeof filledLinkModel> {
  const { id: linkId, host_slug: username, event_slug, prefill, created_at } = link;
  return { id: linkId, username, event_slug, prefill: { ...prefill }, created_at: isoInstant(created_at) };
}

function bookingOfAttendeeJson(
  tokens: ActionTokens,
  { booking, host, links }: BookingOfAttendee,
): JsonOf<typeof attendeeBookingModel> {
  const { cancel_token: _, reschedule_token: __, view_token: ___, ...facts } = bookingJson(tokens, booking);
  return { ...facts, username: host.slug, links: { cancel: links.cancel, reschedule: links.reschedule } };
}

function guestMeetingJson({ booking, host }: MeetingOfGuest): JsonOf<typeof guestMeetingModel> {
  return {
    id: booking.id,
    username: host.slug,
    event_type: booking.event_type.title,
    status: booking.status,
    start_time: isoInstant(booking.starts_at),
    end_time: isoInstant(booking.ends_at),
    location: booking.location,
  };
}

function erasedJson({ bookings, guestOf, mails, links }: Amount): JsonOf<typeof erasedModel> {
  return { bookings, guest_of: guestOf, mails, private_links: links };
}
