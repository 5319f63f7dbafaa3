import { type Static, Type } from "@sinclair/typebox";
import {
  type EventTypeSettings,
  locationTypes,
  questionTypes,
  reminderReaders,
} from "../../domain/records.ts";
import {
  forChange,
  httpsAddress,
  nonEmpty,
  nullable,
  oneLine,
  oneOf,
  slug,
  strictObject,
  text,
  trueOrFalse,
  wholeNumber,
} from "../../http/fields.ts";
import { MOST_GUESTS } from "../../domain/limits.ts";
import { noteVariables } from "../../domain/text/note-variables.ts";
import { limitSettings, limitsField } from "../limits.ts";
import { readOnly } from "../../http/read-only.ts";
import { named } from "../../http/route.ts";
import { exampleQuestion } from "./models.ts";

const DAY = 1440;
const MONTH = 40_320;
const YEAR = 525_600;

const variables = `Variables are filled in: ${noteVariables.map((name) => `\`{${name}}\``).join(", ")}; any other is refused.`;

const question = strictObject({
  id: oneLine(64, { description: "Its id, which answers refer to.", examples: ["company"] }),
  label: oneLine(200, { description: "The question itself.", examples: ["Which company are you with?"] }),
  type: oneOf(questionTypes, { description: "The type of its answer." }),
  required: Type.Optional(trueOrFalse({ description: "Whether an answer is required.", standard: false })),
  options: Type.Optional(
    Type.Array(oneLine(200), { maxItems: 100, description: "The choices of a select." }),
  ),
  placeholder: Type.Optional(text(200, { description: "The placeholder of the field." })),
});

const reminder = strictObject({
  minutes_before: wholeNumber(1, MONTH, {
    description: "How long before the start, in minutes; each one once.",
    examples: [1440],
  }),
  to: oneOf(reminderReaders, { description: "Who gets it." }),
});

const fields = {
  title: oneLine(120, { description: "Its title.", examples: ["Consultation"] }),
  slug: Type.Optional(slug({ description: "Its `event_slug` in paths; derived from the title by default." })),
  description: Type.Optional(nullable(text(2000), { description: "Its description." })),
  duration_minutes: wholeNumber(1, DAY, { description: "How long a meeting lasts.", examples: [30] }),
  durations_minutes: Type.Optional(
    nullable(Type.Array(wholeNumber(1, DAY), { minItems: 1, maxItems: 10 }), {
      description: "The lengths to choose from, `duration_minutes` among them; only that one by default.",
      says: "must be a list of 1 to 10 lengths in minutes, or null",
      examples: [[15, 30, 60]],
    }),
  ),
  buffer_before: Type.Optional(
    wholeNumber(0, DAY, { description: "Minutes kept free before a meeting.", standard: 0 }),
  ),
  buffer_after: Type.Optional(
    wholeNumber(0, DAY, { description: "Minutes kept free after a meeting.", standard: 0 }),
  ),
  min_notice_minutes: Type.Optional(
    wholeNumber(0, YEAR, {
      description: "The minimum notice before a start, in minutes.",
      standard: 0,
    }),
  ),
  max_advance_days: Type.Optional(
    wholeNumber(1, 1095, {
      description:
        "How many days ahead slots are offered: whole days in the schedule's zone, the last one included.",
      standard: 60,
    }),
  ),
  slot_interval_minutes: Type.Optional(
    nullable(wholeNumber(1, DAY), {
      description: "Minutes from one start to the next; the duration by default.",
    }),
  ),
  max_bookings_per_day: Type.Optional(
    nullable(wholeNumber(1, 1000), {
      description: "The maximum number of bookings per day; no limit by default.",
    }),
  ),
  max_upcoming_per_attendee: Type.Optional(
    wholeNumber(1, 1000, {
      description: "The maximum number of upcoming bookings that one email address may have with you.",
      standard: 10,
    }),
  ),
  pending_expires_hours: Type.Optional(
    nullable(wholeNumber(1, 8760), {
      description:
        "After how many hours without your decision the server declines a pending booking; at its start by default.",
    }),
  ),
  verify_email: Type.Optional(
    trueOrFalse({
      description: "Whether attendees must verify their address with an emailed code.",
      standard: false,
    }),
  ),
  location_type: Type.Optional(
    oneOf(locationTypes, { description: "The type of location.", standard: "video" }),
  ),
  location: Type.Optional(
    nullable(oneLine(500), {
      description:
        "The location; only attendees see it, except the address of an `in_person` meeting. `{booking_uid}` in it becomes the booking's `uid`, for a meeting link of its own. For `phone` without one, attendees are asked for their number.",
      examples: ["https://meet.example.com/jane"],
    }),
  ),
  requires_confirmation: Type.Optional(
    trueOrFalse({
      description: "Whether bookings stay pending until the host confirms them.",
      standard: false,
    }),
  ),
  questions: Type.Optional(Type.Array(question, { maxItems: 50, description: "Questions for attendees." })),
  schedule_id: Type.Optional(
    nullable(wholeNumber(1, Number.MAX_SAFE_INTEGER), {
      description: "The schedule; your default schedule by default.",
    }),
  ),
  busy_calendars: Type.Optional(
    nullable(Type.Array(wholeNumber(1, Number.MAX_SAFE_INTEGER), { maxItems: 200 }), {
      description: "The ids of the calendars whose events block it; all that are `busy` by default.",
    }),
  ),
  limits: limitsField(
    "The maximum number of bookings, or minutes of them, per day, week and month; none by default. `max_bookings_per_day` is the short form of one.",
  ),
  redirect_url: Type.Optional(
    nullable(httpsAddress(), {
      description:
        "Where the booking page goes after a booking, with the `uid` and `status` as `booking` and `status` in the query; null to stay.",
    }),
  ),
  max_guests: Type.Optional(
    wholeNumber(0, MOST_GUESTS, {
      description: "How many guests an attendee can bring along; they get the invitation and its changes.",
      standard: 0,
    }),
  ),
  confirmation_note: Type.Optional(
    nullable(text(2000), {
      description: `Your own words in the attendee's confirmation. ${variables}`,
      examples: ["Hello {attendee_name}, please bring your laptop on {date}."],
    }),
  ),
  reminder_note: Type.Optional(
    nullable(text(2000), {
      description: "Your own words in the attendee's reminders, with the same variables.",
    }),
  ),
  reminders: Type.Optional(
    Type.Array(reminder, {
      maxItems: 5,
      description:
        "Emails before each meeting; a day and an hour before, to the attendee, by default. Bookings that are made later get none.",
    }),
  ),
  hidden: Type.Optional(
    trueOrFalse({ description: "Not listed on the public profile, but still bookable.", standard: false }),
  ),
  active: Type.Optional(trueOrFalse({ description: "Whether it can be booked.", standard: true })),
};

export const repeatable = readOnly("id", "created_at", "updated_at");

export const createBody = named(
  "CreateEventType",
  strictObject(fields, { description: "A new event type." }),
  () => ({
    title: "Project review",
    description: "An hour to look at your project together.",
    duration_minutes: 60,
    buffer_after: 15,
    questions: [exampleQuestion],
  }),
);

export const changeBody = named(
  "ChangeEventType",
  strictObject({ ...forChange(fields), ...repeatable }, { description: "Changes to an event type." }),
  () => ({ duration_minutes: 45, requires_confirmation: true }),
);

/** The settings in a validated body. */
export function settingsFrom(
  body: Omit<Static<typeof changeBody>, keyof typeof repeatable>,
): Partial<EventTypeSettings> {
  const { confirmation_note, reminder_note } = body;
  const { description, location, questions, limits, max_bookings_per_day, durations_minutes, ...plain } =
    body;
  return {
    ...plain,
    ...limitSettings(limits, max_bookings_per_day),
    ...(durations_minutes !== undefined && {
      durations_minutes: durations_minutes && durations_minutes.toSorted((a, b) => a - b),
    }),
    ...(description === undefined ? {} : { description: nonEmpty(description) }),
    ...(location === undefined ? {} : { location: nonEmpty(location) }),
    ...(confirmation_note === undefined ? {} : { confirmation_note: nonEmpty(confirmation_note) }),
    ...(reminder_note === undefined ? {} : { reminder_note: nonEmpty(reminder_note) }),
    ...(questions === undefined ? {} : { questions: questions.map(withRequired) }),
  };
}

function withRequired(given: Static<typeof question>) {
  return { ...given, required: given.required ?? false };
}
