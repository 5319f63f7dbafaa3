import type { BookingStatus } from "./booking.ts";
import type { EpochMs } from "./interval.ts";
import type { BookingEvent } from "./email.ts";

/** Every event that a webhook can subscribe to. */
export const webhookEvents = [
  "booking.created",
  "booking.confirmed",
  "booking.declined",
  "booking.cancelled",
  "booking.rescheduled",
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** The event of a test delivery. */
export const TEST_EVENT = "webhook.test";

/** A URL that is notified of changes to a host's bookings. */
export type Webhook = {
  readonly id: number;
  readonly host_id: number;
  readonly url: string;
  readonly description: string | null;
  /** The subscribed events; null for all events, including future ones. */
  readonly events: readonly WebhookEvent[] | null;
  readonly active: boolean;
  readonly created_at: EpochMs;
  readonly updated_at: EpochMs;
};

/** The public name of a change, given the booking's status after it. */
export function webhookEventOf(event: BookingEvent, after: BookingStatus): WebhookEvent {
  switch (event) {
    case "booked":
      return after === "pending" ? "booking.created" : "booking.confirmed";
    case "confirmed":
      return "booking.confirmed";
    case "declined":
    case "expired":
      return "booking.declined";
    case "cancelled":
    case "disowned":
      return "booking.cancelled";
    case "rescheduled":
      return "booking.rescheduled";
  }
}

/** Returns whether the webhook is subscribed to the event. */
export function isSubscribed({ events }: Pick<Webhook, "events">, event: WebhookEvent): boolean {
  return events === null || events.includes(event);
}
