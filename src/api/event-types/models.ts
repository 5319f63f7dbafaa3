import { questionsOf } from "../../domain/questions.ts";
import { Type } from "@sinclair/typebox";
import { durationsOf } from "../../domain/policy.ts";
import { isoInstant } from "../../domain/clock.ts";
import { type EventType, locationTypes, questionTypes, reminderReaders } from "../../domain/records.ts";
import { oneOf } from "../../http/fields.ts";
import { type JsonOf, model } from "../../http/route.ts";
import { eventTypeDefaults } from "../../usecases/hosts/event-types.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { createdAt, location } from "../examples.ts";
import { limitModel, shownLimits } from "../limits.ts";
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
        type: oneOf(questionTypes, { description: "The type of its answer." }),
        required: flag("Whether an answer is required."),
        options: Type.Optional(list(Type.String(), "The choices of a select.")),
        placeholder: Type.Optional(text("The placeholder of the field.")),
      },
      { description: "A question for attendees." },
    ),
  () => exampleQuestion,
);

const reminderModel = model(
  "Reminder",
  () =>
    object(
      {
        minutes_before: count("How long before the start, in minutes."),
        to: oneOf(reminderReaders, { description: "Who gets it." }),
      },
      { description: "An email before a meeting." },
    ),
  () => ({ minutes_before: 1440, to: "attendee" }) as const,
);

const publicFields = () => ({
  id: id("The event type's id."),
  slug: text("Its `event_slug` in paths."),
  title: text("Its title."),
  description: textOrNull("Its description."),
  duration_minutes: count("How long a meeting lasts, in minutes."),
  durations_minutes: list(id("A length in minutes."), "The lengths to choose from, shortest first."),
  location_type: oneOf(locationTypes, { description: "The type of location." }),
  location: textOrNull(
    "The address of an `in_person` meeting; null for others, whose location only attendees see.",
  ),
  requires_confirmation: flag("Whether bookings stay pending until the host confirms them."),
  verify_email: flag("Whether attendees must verify their address with an emailed code."),
  questions: list(questionModel(), "Questions for attendees."),
  max_guests: count("How many guests an attendee can bring along."),
});

export const publicEventTypeModel = model(
  "PublicEventType",
  () => object(publicFields(), { description: "An event type as visitors see it." }),
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
        min_notice_minutes: count("The minimum notice before a start, in minutes."),
        max_advance_days: id("How many days ahead slots are offered."),
        slot_interval_minutes: id("Minutes from one start to the next."),
        max_bookings_per_day: orNull(
          Type.Integer({ minimum: 1 }),
          "The maximum number of bookings per day; null for no limit.",
        ),
        max_upcoming_per_attendee: id(
          "The maximum number of upcoming bookings that one email address may have with you.",
        ),
        pending_expires_hours: orNull(
          Type.Integer({ minimum: 1 }),
          "After how many hours without your decision the server declines a pending booking; null for at its start.",
        ),
        location: textOrNull("The location; only attendees see it, except an address of `in_person`."),
        schedule_id: orNull(Type.Integer({ minimum: 1 }), "The schedule; null for your default schedule."),
        busy_calendars: orNull(
          Type.Array(Type.Integer({ minimum: 1 })),
          "The ids of the calendars whose events block it; null for all that are `busy`.",
        ),
        limits: list(limitModel(), "The maximum number of bookings, or minutes of them, per period."),
        redirect_url: textOrNull("Where the booking page goes after a booking; null to stay."),
        reminders: list(reminderModel(), "Emails before each meeting."),
        confirmation_note: textOrNull("Your own words in the attendee's confirmation."),
        reminder_note: textOrNull("Your own words in the attendee's reminders."),
        hidden: flag("Not listed on the public profile, but still bookable."),
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
    busy_calendars: null,
    limits: [],
    redirect_url: null,
    reminders: [...eventTypeDefaults.reminders],
    confirmation_note: null,
    reminder_note: null,
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
    durations_minutes: [duration_minutes],
    location_type: "video",
    location: null,
    requires_confirmation: false,
    verify_email: false,
    questions: [exampleQuestion],
    max_guests: 0,
  } as const;
}

export function eventTypeJson({ host_id: _, ...eventType }: EventType): JsonOf<typeof eventTypeModel> {
  return {
    ...eventType,
    busy_calendars: eventType.busy_calendars && [...eventType.busy_calendars],
    durations_minutes: [...durationsOf(eventType)],
    limits: shownLimits(eventType),
    reminders: [...eventType.reminders],
    slot_interval_minutes: eventType.slot_interval_minutes ?? eventType.duration_minutes,
    created_at: isoInstant(eventType.created_at),
    updated_at: isoInstant(eventType.updated_at),
  };
}

/** An event type as visitors see it. Where to go in person can decide whether they book; other locations only attendees learn. */
export function publicEventTypeJson(eventType: EventType): JsonOf<typeof publicEventTypeModel> {
  const { id, slug, title, description, duration_minutes, location_type } = eventType;
  const { requires_confirmation, verify_email, max_guests } = eventType;
  return {
    id,
    slug,
    title,
    description,
    duration_minutes,
    durations_minutes: [...durationsOf(eventType)],
    location_type,
    location: publicLocation(eventType),
    requires_confirmation,
    verify_email,
    questions: questionsOf(eventType),
    max_guests,
  };
}

/** An address that contains the booking's own id is not one to go to yet. */
function publicLocation({ location_type, location }: EventType): string | null {
  return location_type === "in_person" && !location?.includes("{booking_uid}") ? location : null;
}
