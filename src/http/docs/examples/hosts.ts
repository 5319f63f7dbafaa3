import { dateAt, isoDate, isoInstant } from "../../../domain/clock.ts";
import { DAY_MS } from "../../../domain/interval.ts";
import type { ExampleBooking } from "../../../usecases/example-booking.ts";
import { attendee, madeAt, onPage, uid } from "./bookings.ts";
import type { hostSchemas } from "../schemas/hosts.ts";

export const HOST_ADDRESS = "jane@example.com";

/** What answers about a host's hours, account and outbox look like. */
export function hostExamples(example: ExampleBooking): Record<keyof typeof hostSchemas, unknown> {
  const { host, zone } = example;
  const schedule = { id: 1, ...scheduleExample(example) };
  const timeOff = { id: 1, ...timeOffExample(example) };
  const [apiKey, mail] = [apiKeyExample(example), mailExample(example)];
  return {
    Schedule: schedule,
    ScheduleList: { schedules: [schedule], ...onPage },
    TimeOff: timeOff,
    TimeOffList: { time_off: [timeOff], ...onPage },
    Host: {
      id: 1,
      name: host.name,
      email: HOST_ADDRESS,
      slug: host.slug,
      timezone: zone.name,
      language: "en-US",
    },
    ApiKey: apiKey,
    ApiKeyList: { api_keys: [apiKey], ...onPage },
    NewApiKey: { ...apiKey, key: "sk_Nqfc-…" },
    OutboxMail: mail,
    OutboxList: { outbox: [mail], ...onPage },
    WholeOutboxMail: {
      ...mail,
      reply_to: HOST_ADDRESS,
      text: `You are booked\n\nYour time with ${host.name} is confirmed.\n`,
      html: "<!doctype html>…",
      invitation: { method: "REQUEST", ics: "BEGIN:VCALENDAR\r\n…\r\nEND:VCALENDAR\r\n" },
    },
  };
}

/** Office hours, and a day off a month from now. */
export function scheduleExample({ zone, starts: [start] }: ExampleBooking) {
  return {
    name: "Working hours",
    timezone: zone.name,
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, start: "09:00", end: "17:00" })),
    overrides: [{ date: isoDate(dateAt(zone, start) + 30), intervals: [] }],
    is_default: true,
  };
}

/** A week a month from now. */
export function timeOffExample({ zone, starts: [start] }: ExampleBooking) {
  const day = dateAt(zone, start) + 30;
  return { starts_at: isoInstant(day * DAY_MS), ends_at: isoInstant((day + 7) * DAY_MS), reason: "Holiday" };
}

function apiKeyExample(example: ExampleBooking) {
  return { id: 1, name: "My website", prefix: "sk_Nqfc-", created_at: madeAt(example), last_used_at: null };
}

function mailExample(example: ExampleBooking) {
  const made = madeAt(example);
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
    message_id: `<${uid}.0.attendee_booked@book.example.com>`,
    created_at: made,
    next_attempt_at: null,
    sent_at: made,
  };
}
