import { Type } from "@sinclair/typebox";
import { bookingFacts } from "../../domain/booking-facts.ts";
import { bookingStatuses } from "../../domain/booking.ts";
import { isoInstant } from "../../domain/clock.ts";
import { MINUTE_MS } from "../../domain/interval.ts";
import type { Booking } from "../../domain/records.ts";
import { oneOf } from "../../http/fields.ts";
import { type JsonOf, model } from "../../http/route.ts";
import type { ActionTokens } from "../../security/action-token.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { exampleQuestion } from "../event-types/models.ts";
import { attendee, attendeeZone, createdAt, location, notes, tokens, uid } from "../examples.ts";
import { count, flag, id, instant, list, object, pageOf, text, textOrNull } from "../parts.ts";

const status = () =>
  oneOf(bookingStatuses, {
    description: "`pending` until the host decides, if the event type requires confirmation.",
  });

/** The fields that every representation of a booking has. */
const basics = () => ({
  id: id("The booking's id."),
  status: status(),
  requires_confirmation: flag("Whether the host has to confirm the booking."),
  attendee_name: text("The attendee's full name."),
  attendee_email: text("The attendee's email address."),
  start_time: instant("When the meeting begins."),
  end_time: instant("When the meeting ends."),
  timezone: text("The attendee's time zone."),
  location: textOrNull("Where to meet: a link, a phone number or an address."),
  guests: list(Type.String(), "The addresses of people whom the attendee brings along."),
});

const tokenFields = () => ({
  cancel_token: text("The token for `/v1/cancel/{token}`."),
  reschedule_token: text("The token for `/v1/reschedule/{token}`."),
  view_token: text("The token for the booking's page, `/booking/{token}`."),
});

export const bookedModel = model(
  "BookedBooking",
  () =>
    object(
      { ...basics(), ...tokenFields(), event_type: text("The event type's title.") },
      { description: "A booking as its attendee sees it." },
    ),
  exampleOfBooked,
);

const answerModel = model(
  "Answer",
  () =>
    object(
      {
        question_id: text("The question's id."),
        label: text("The question as it was asked."),
        answer: Type.Unsafe<string | number | boolean | readonly string[]>(
          Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())], {
            description: "What the attendee answered; its type depends on the question's.",
          }),
        ),
      },
      { description: "An answer to one of the event type's questions." },
    ),
  () => ({ question_id: exampleQuestion.id, label: exampleQuestion.label, answer: "Example Inc." }),
);

/** The fields of a booking, without its tokens, that webhooks and hosts receive. */
export const bookingFields = () => ({
  ...basics(),
  event_type: object(
    { id: id("Its id."), slug: text("Its slug."), title: text("Its title.") },
    { description: "The event type that was booked." },
  ),
  attendee_timezone: text("The same as `timezone`."),
  attendee_language: text("The language of the attendee's emails: a language tag such as `de`."),
  notes: textOrNull("The attendee's message to the host."),
  answers: list(answerModel(), "The attendee's answers to the event type's questions."),
  host_notes: textOrNull("The host's private notes."),
  cancellation_reason: textOrNull("Why the booking was declined or cancelled."),
  confirmation_reason: textOrNull("What the host wrote when confirming it."),
  reschedule_reason: textOrNull("Why it was last rescheduled."),
  no_show: flag("Whether the host noted that the attendee did not come."),
  created_at: instant("When the booking was created."),
  updated_at: instant("When the booking last changed."),
  sequence: count("The iCalendar SEQUENCE, incremented with every change."),
  uid: text("The iCalendar UID."),
});

export const bookingModel = model(
  "Booking",
  () => object({ ...bookingFields(), ...tokenFields() }, { description: "A booking as its host sees it." }),
  bookingExample,
);

/** The fields of a booking that its host cannot change directly. */
export const readOnlyFields = [
  "id",
  "status",
  "requires_confirmation",
  "attendee_name",
  "attendee_email",
  "start_time",
  "end_time",
  "timezone",
  "location",
  "guests",
  "event_type",
  "attendee_timezone",
  "attendee_language",
  "notes",
  "answers",
  "cancellation_reason",
  "confirmation_reason",
  "reschedule_reason",
  "no_show",
  "created_at",
  "updated_at",
  "sequence",
  "uid",
  "cancel_token",
  "reschedule_token",
  "view_token",
] as const satisfies readonly (keyof JsonOf<typeof bookingModel>)[];

export const bookingListModel = pageOf(
  "BookingList",
  "bookings",
  "One page of bookings, latest start first.",
  bookingModel,
);

export const bookingStateModel = model(
  "BookingState",
  () =>
    object({ id: id("The booking's id."), status: status() }, { description: "The state of the booking." }),
  () => ({ id: 101, status: "confirmed" }) as const,
);

function exampleOfBooked({ eventType, starts: [start] }: ExampleBooking) {
  return {
    id: 101,
    status: "confirmed",
    requires_confirmation: false,
    ...attendee,
    start_time: isoInstant(start),
    end_time: isoInstant(start + eventType.duration_minutes * MINUTE_MS),
    ...tokens,
    event_type: eventType.title,
    timezone: attendeeZone,
    location,
    guests: [],
  } as const;
}

export function bookingExample(example: ExampleBooking) {
  const { event_type: title, ...shared } = exampleOfBooked(example);
  return {
    ...shared,
    event_type: { id: 1, slug: example.eventType.slug, title },
    attendee_timezone: attendeeZone,
    attendee_language: "en-US",
    notes,
    answers: [{ question_id: exampleQuestion.id, label: exampleQuestion.label, answer: "Example Inc." }],
    host_notes: null,
    cancellation_reason: null,
    confirmation_reason: null,
    reschedule_reason: null,
    no_show: false,
    created_at: createdAt(example),
    updated_at: createdAt(example),
    sequence: 0,
    uid,
  };
}

/** The published fields of a booking, for its attendee. */
export function bookedJson(tokens: ActionTokens, booking: Booking): JsonOf<typeof bookedModel> {
  return {
    id: booking.id,
    status: booking.status,
    requires_confirmation: booking.requires_confirmation,
    attendee_name: booking.attendee_name,
    attendee_email: booking.attendee_email,
    start_time: isoInstant(booking.starts_at),
    end_time: isoInstant(booking.ends_at),
    cancel_token: tokens.issue("cancel", booking),
    reschedule_token: tokens.issue("reschedule", booking),
    view_token: tokens.issue("view", booking),
    event_type: booking.event_type.title,
    timezone: booking.attendee_time_zone,
    location: booking.location,
    guests: [...booking.guests],
  };
}

/** A booking with everything its host may see. */
export function bookingJson(tokens: ActionTokens, booking: Booking): JsonOf<typeof bookingModel> {
  return { ...bookedJson(tokens, booking), ...bookingFacts(booking) };
}

export function stateJson({ id, status }: Booking): JsonOf<typeof bookingStateModel> {
  return { id, status };
}
