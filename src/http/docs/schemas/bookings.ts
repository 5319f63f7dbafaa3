import { Type } from "@sinclair/typebox";
import { bookingStatuses } from "../../../domain/booking.ts";
import { locationTypes, questionTypes } from "../../../domain/records.ts";
import { oneOf, strictObject } from "../../fields.ts";
import { count, id, instant, listOf, named, orNull, text } from "./parts.ts";

const status = oneOf(bookingStatuses, {
  description: "`pending` until the host decides, where the event type asks for that.",
});

const booked = {
  id: id(),
  status,
  requires_confirmation: Type.Boolean(),
  attendee_name: text(),
  attendee_email: text(),
  start_time: instant(),
  end_time: instant(),
  cancel_token: text("For `/v1/cancel/{token}`."),
  reschedule_token: text("For `/v1/reschedule/{token}`."),
};

const publicEventType = {
  id: id(),
  slug: text(),
  title: text(),
  description: orNull(text()),
  duration_minutes: count(),
  location_type: oneOf(locationTypes),
  requires_confirmation: Type.Boolean({ description: "Bookings stay pending until the host confirms." }),
  questions: Type.Array(named("Question")),
};

/** What answers about bookings, slots and event types are made of. */
export const bookingSchemas = {
  BookedBooking: strictObject(
    {
      ...booked,
      event_type: text("The event type's title."),
      timezone: text("The attendee's time zone."),
      location: orNull(text()),
    },
    { description: "A booking as its attendee gets it." },
  ),
  Booking: strictObject(
    {
      ...booked,
      event_type: strictObject({ id: id(), slug: text(), title: text() }),
      timezone: text("The attendee's time zone."),
      attendee_timezone: text("The same under another name."),
      attendee_language: text("The language of the mails to them, as a language tag such as `de`."),
      location: orNull(text()),
      notes: orNull(text(), "The attendee's message."),
      answers: Type.Array(named("Answer")),
      host_notes: orNull(text()),
      cancellation_reason: orNull(text(), "Why it was declined or cancelled."),
      created_at: instant(),
      updated_at: instant(),
      sequence: Type.Integer({ minimum: 0, description: "The iCalendar SEQUENCE: grows with every change." }),
      uid: text("The iCalendar UID."),
    },
    { description: "A booking as its host sees it." },
  ),
  BookingState: strictObject({ id: id(), status }, { description: "What a link has led to." }),
  BookingList: listOf("bookings", "Booking", "One page of bookings, newest start first."),
  Answer: strictObject(
    {
      question_id: text(),
      label: text("The question as it was asked."),
      answer: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())]),
    },
    { description: "An answer to one of the event type's questions." },
  ),
  Question: strictObject(
    {
      id: text("Names the question in answers."),
      label: text(),
      type: oneOf(questionTypes),
      required: Type.Boolean(),
      options: Type.Optional(Type.Array(Type.String(), { description: "The choices of a select." })),
      placeholder: Type.Optional(text()),
    },
    { description: "A question that an attendee answers while booking." },
  ),
  Slots: strictObject(
    {
      timezone: text("Whose days and local times these are."),
      event_type: named("PublicEventType"),
      slots: Type.Array(named("Slot")),
    },
    { description: "Every start that can be booked now, in time order." },
  ),
  Moves: strictObject(
    {
      timezone: text("Whose days and local times these are."),
      event_type: named("PublicEventType"),
      slots: Type.Array(named("Slot")),
      current: named("Slot"),
    },
    {
      description:
        "Every start that the booking can be moved to now, in time order, and the time that it has.",
    },
  ),
  Slot: strictObject(
    {
      start: instant("Send this as `start_time` to book."),
      end: instant(),
      start_local: instant("The same start with the zone's offset."),
      end_local: instant(),
    },
    { description: "A start that can be booked right now." },
  ),
  Profile: strictObject(
    {
      username: text(),
      name: text(),
      timezone: text("The host's time zone."),
      event_types: Type.Array(named("PublicEventType")),
    },
    { description: "What anybody may see of a host." },
  ),
  PublicEventType: strictObject(publicEventType, { description: "An event type as visitors see it." }),
  EventType: strictObject(
    {
      ...publicEventType,
      buffer_before: count("Minutes kept free before."),
      buffer_after: count("Minutes kept free after."),
      min_notice_minutes: count(),
      max_advance_days: Type.Integer({ minimum: 1 }),
      slot_interval_minutes: Type.Integer({ minimum: 1, description: "The step between starts." }),
      max_bookings_per_day: orNull(Type.Integer({ minimum: 1 }), "No limit if null."),
      location: orNull(text(), "Told to who has booked."),
      schedule_id: orNull(id(), "The default schedule if null."),
      hidden: Type.Boolean({ description: "Bookable, but not on the profile." }),
      active: Type.Boolean(),
      created_at: instant(),
      updated_at: instant(),
    },
    { description: "Something bookable of a host." },
  ),
  EventTypeList: listOf("event_types", "EventType", "One page of event types."),
};
