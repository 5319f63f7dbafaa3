import type { BookingStatus } from "./booking.ts";
import type { EpochMs } from "./interval.ts";
import type { BookingEvent } from "./letter.ts";

/** Everything that a webhook can hear of. */
export const webhookEvents = [
  "booking.created",
  "booking.confirmed",
  "booking.declined",
  "booking.cancelled",
  "booking.rescheduled",
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** What a test sends instead: nothing has happened. */
export const TEST_EVENT = "webhook.test";

/** An address of a host's that is told what becomes of their bookings. */
export type Webhook = {
  readonly id: number;
  readonly host_id: number;
  readonly url: string;
  readonly description: string | null;
  /** What it hears of; null for everything there is and will be. */
  readonly events: readonly WebhookEvent[] | null;
  readonly active: boolean;
  readonly created_at: EpochMs;
  readonly updated_at: EpochMs;
};

/** What an event is called outside, given the status that the booking has after it. */
export function webhookEventOf(event: BookingEvent, after: BookingStatus): WebhookEvent {
  switch (event) {
    case "booked":
      return after === "pending" ? "booking.created" : "booking.confirmed";
    case "approved":
      return "booking.confirmed";
    case "declined":
    case "expired":
      return "booking.declined";
    case "cancelled":
    case "disowned":
      return "booking.cancelled";
    case "moved":
      return "booking.rescheduled";
  }
}

/** True where the webhook is to be told of the event. */
export function hears({ events }: Pick<Webhook, "events">, event: WebhookEvent): boolean {
  return events === null || events.includes(event);
}
