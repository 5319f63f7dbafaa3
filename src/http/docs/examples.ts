import { dateAt, isoDate, isoInstant } from "../../domain/clock.ts";
import type { ExampleBooking } from "../../usecases/example-booking.ts";
import { version } from "../../version.ts";
import { attendee, attendeeZone, bookingExamples, notes, question, tokens } from "./examples/bookings.ts";
import { HOST_ADDRESS, hostExamples, scheduleExample, timeOffExample } from "./examples/hosts.ts";
import { privacyExamples } from "./examples/privacy.ts";
import { webhookExample, webhookExamples } from "./examples/webhooks.ts";
import type { BodyName } from "./operation.ts";
import type { AnswerName } from "./schemas.ts";

/** What fills in the parameters of requests. An optional filter of a list has none, so that nothing is filtered. */
export function parameterExamples({ host, eventType, zone, starts }: ExampleBooking) {
  return {
    username: host.slug,
    event_slug: eventType.slug,
    id: 1,
    confirm_token: "AAAAAAABh0tD9mWqYxN2cUvE7sKfJA",
    token: tokens.cancel_token,
    email: attendee.attendee_email,
    date: isoDate(dateAt(zone, starts[0])),
  };
}

/** What fills in the bodies of requests: sent as they are, they do what the route is for. */
export function bodyExamples(example: ExampleBooking): Record<BodyName, unknown> {
  const { host, zone } = example;
  const [start, later] = example.starts.map(isoInstant);
  return {
    BookRequest: { ...attendee, start_time: start, timezone: attendeeZone, notes },
    RescheduleRequest: { start_time: later, timezone: attendeeZone },
    MoveRequest: { start_time: later, timezone: attendeeZone },
    Reason: { reason: "Something came up, sorry." },
    CreateEventType: {
      title: "Project review",
      description: "An hour to look at your project together.",
      duration_minutes: 60,
      buffer_after: 15,
      questions: [question],
    },
    ChangeEventType: { duration_minutes: 45, requires_confirmation: true },
    ScheduleSettings: scheduleExample(example),
    CreateTimeOff: timeOffExample(example),
    ChangeHost: { name: host.name, timezone: zone.name },
    CreateApiKey: { name: "My website" },
    CreateWebhook: webhookExample,
    ChangeWebhook: { events: "all" },
    Login: { email: HOST_ADDRESS, password: "correct horse battery" },
    NewPassword: { current_password: "correct horse battery", password: "staple of another kind" },
  };
}

/** What each answer looks like. */
export function answerExamples(example: ExampleBooking): Record<AnswerName, unknown> {
  return {
    ...bookingExamples(example),
    ...hostExamples(example),
    ...privacyExamples(example),
    ...webhookExamples(example),
    Health: { status: "ok" },
    Readiness: { status: "ready", checks: { database: "ok", outbox: "ok" } },
    Version: version,
    Error: { error: "There is no such thing here.", code: "not_found" },
  };
}
