import { isoInstant, isoLocal } from "../../../domain/clock.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../../domain/interval.ts";
import type { ExampleBooking } from "../../../usecases/example-booking.ts";
import type { bookingSchemas } from "../schemas/bookings.ts";

export const attendee = { attendee_name: "Jason Johnson", attendee_email: "jason@example.com" };
export const attendeeZone = "America/Chicago";
export const notes = "Looking to discuss the enterprise plan";
export const tokens = {
  cancel_token: "AAAAAAABK_pxN_RlKXeAkLElaOcBSQ",
  reschedule_token: "AAAAAAABu_FcFGvZj5BZgnAWjBM_Dg",
};
export const question = {
  id: "company",
  label: "Which company are you with?",
  type: "text",
  required: false,
};
const location = "https://meet.example.com/jane";
export const uid = "4ff9511c-b64a-44b5-bc16-584976157d0b";

/** When the things in the examples were made. */
export const madeAt = ({ starts }: ExampleBooking) => isoInstant(starts[0] - 2 * DAY_MS);

/** A list of the one example. */
export const onPage = { total: 1, page: 1, limit: 50 };

/** What answers about bookings, slots and event types look like. */
export function bookingExamples(example: ExampleBooking): Record<keyof typeof bookingSchemas, unknown> {
  const { host, zone } = example;
  const [booking, eventType] = [bookingExample(example), eventTypeExample(example)];
  const [slot, movedSlot] = example.starts.map((start) => slotExample(example, start));
  const publicEventType = publicEventTypeExample(example);
  return {
    BookedBooking: bookedExample(example),
    Booking: booking,
    BookingState: { id: booking.id, status: booking.status },
    BookingList: { bookings: [booking], ...onPage },
    Answer: booking.answers[0],
    Question: question,
    Slots: { timezone: zone.name, event_type: publicEventType, slots: [slot] },
    Moves: { timezone: zone.name, event_type: publicEventType, slots: [movedSlot], current: slot },
    Slot: slot,
    Profile: { username: host.slug, name: host.name, timezone: zone.name, event_types: [publicEventType] },
    PublicEventType: publicEventType,
    EventType: eventType,
    EventTypeList: { event_types: [eventType], ...onPage },
  };
}

function bookedExample({ eventType, starts: [start] }: ExampleBooking) {
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
  };
}

function bookingExample(example: ExampleBooking) {
  const { slug, title } = example.eventType;
  return {
    ...bookedExample(example),
    event_type: { id: 1, slug, title },
    attendee_timezone: attendeeZone,
    attendee_language: "en-US",
    notes,
    answers: [{ question_id: question.id, label: question.label, answer: "Example Inc." }],
    host_notes: null,
    cancellation_reason: null,
    created_at: madeAt(example),
    updated_at: madeAt(example),
    sequence: 0,
    uid,
  };
}

function publicEventTypeExample({ eventType: { slug, title, duration_minutes } }: ExampleBooking) {
  return {
    id: 1,
    slug,
    title,
    description: "A short call about anything.",
    duration_minutes,
    location_type: "video",
    requires_confirmation: false,
    questions: [question],
  };
}

function eventTypeExample(example: ExampleBooking) {
  return {
    ...publicEventTypeExample(example),
    buffer_before: 0,
    buffer_after: 0,
    min_notice_minutes: 0,
    max_advance_days: 60,
    slot_interval_minutes: example.eventType.duration_minutes,
    max_bookings_per_day: null,
    location,
    schedule_id: null,
    hidden: false,
    active: true,
    created_at: madeAt(example),
    updated_at: madeAt(example),
  };
}

function slotExample({ eventType, zone }: ExampleBooking, start: EpochMs) {
  const end = start + eventType.duration_minutes * MINUTE_MS;
  return {
    start: isoInstant(start),
    end: isoInstant(end),
    start_local: isoLocal(zone, start),
    end_local: isoLocal(zone, end),
  };
}
