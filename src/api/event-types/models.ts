import { Type } from "@sinclair/typebox";
import { isoInstant } from "../../domain/clock.ts";
import { type EventType, locationTypes, questionTypes } from "../../domain/records.ts";
import { oneOf } from "../../http/fields.ts";
import { type JsonOf, model } from "../../http/route.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { createdAt, location } from "../examples.ts";
import { count, flag, id, instant, list, object, orNull, pageOf, text, textOrNull } from "../parts.ts";

export const exampleQuestion = {
  id: "company",
  label: "Which company are you with?",
  type: "text",
  required: false,
} as const;

const questionModel = model(
  "Question",
  () =>
    object(
      {
        id: text("The question's id, which answers refer to."),
        label: text("The question itself."),
        type: oneOf(questionTypes, { description: "What kind of answer it takes." }),
        required: flag("Whether attendees have to answer it."),
        options: Type.Optional(list(Type.String(), "The choices of a select.")),
        placeholder: Type.Optional(text("What an empty field shows.")),
      },
      { description: "A question that attendees answer when they book." },
    ),
  () => exampleQuestion,
);

const publicFields = () => ({
  id: id("The event type's id."),
  slug: text("Its `event_slug` in paths."),
  title: text("Its title."),
  description: textOrNull("What it is about."),
  duration_minutes: count("How long a meeting lasts, in minutes."),
  location_type: oneOf(locationTypes, { description: "How people meet." }),
  requires_confirmation: flag("Whether bookings stay pending until the host confirms them."),
  verify_email: flag("Whether a code that is emailed to the attendee's address is needed to book."),
  questions: list(questionModel(), "What attendees are asked when they book."),
});

export const publicEventTypeModel = model(
  "PublicEventType",
  () => object(publicFields(), { description: "An event type, as visitors see it." }),
  publicEventTypeExample,
);

export const eventTypeModel = model(
  "EventType",
  () =>
    object(
      {
        ...publicFields(),
        buffer_before: count("Minutes kept free before a meeting."),
        buffer_after: count("Minutes kept free after a meeting."),
        min_notice_minutes: count("How long before its start a slot can still be booked, in minutes."),
        max_advance_days: id("How many days ahead slots are offered."),
        slot_interval_minutes: id("Minutes from one start to the next."),
        max_bookings_per_day: orNull(
          Type.Integer({ minimum: 1 }),
          "The most bookings a day; null for no limit.",
        ),
        max_upcoming_per_attendee: id(
          "The most live bookings to come that one email address may have with you.",
        ),
        pending_expires_hours: orNull(
          Type.Integer({ minimum: 1 }),
          "How many hours after you were last asked the server declines a pending booking; null for its start.",
        ),
        location: textOrNull("Where to meet; only attendees see it."),
        schedule_id: orNull(Type.Integer({ minimum: 1 }), "The schedule it uses; null for the default one."),
        hidden: flag("Left out of the public profile, but still bookable."),
        active: flag("Whether it can be booked."),
        created_at: instant("When it was created."),
        updated_at: instant("When it last changed."),
      },
      { description: "Something that can be booked with a host." },
    ),
  (example) => ({
    ...publicEventTypeExample(example),
    buffer_before: 0,
    buffer_after: 0,
    min_notice_minutes: 0,
    max_advance_days: 60,
    slot_interval_minutes: example.eventType.duration_minutes,
    max_bookings_per_day: null,
    max_upcoming_per_attendee: 10,
    pending_expires_hours: null,
    location,
    schedule_id: null,
    hidden: false,
    active: true,
    created_at: createdAt(example),
    updated_at: createdAt(example),
  }),
);

export const eventTypeListModel = pageOf(
  "EventTypeList",
  "event_types",
  "One page of event types.",
  eventTypeModel,
);

export function publicEventTypeExample({ eventType: { slug, title, duration_minutes } }: ExampleBooking) {
  return {
    id: 1,
    slug,
    title,
    description: "A short call about anything.",
    duration_minutes,
    location_type: "video",
    requires_confirmation: false,
    verify_email: false,
    questions: [exampleQuestion],
  } as const;
}

/** An event type as its host sees it. */
export function eventTypeJson({ host_id: _, ...eventType }: EventType): JsonOf<typeof eventTypeModel> {
  return {
    ...eventType,
    slot_interval_minutes: eventType.slot_interval_minutes ?? eventType.duration_minutes,
    created_at: isoInstant(eventType.created_at),
    updated_at: isoInstant(eventType.updated_at),
  };
}

/** An event type as visitors see it; only attendees learn the location. */
export function publicEventTypeJson(eventType: EventType): JsonOf<typeof publicEventTypeModel> {
  const { id, slug, title, description, duration_minutes, location_type } = eventType;
  const { requires_confirmation, verify_email, questions } = eventType;
  return {
    id,
    slug,
    title,
    description,
    duration_minutes,
    location_type,
    requires_confirmation,
    verify_email,
    questions,
  };
}
