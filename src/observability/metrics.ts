import { type Histogram, histogram } from "./histogram.ts";
import { type LoopLags, loopLags } from "./loop-lag.ts";
import { type RequestCounts, requestCounts } from "./request-counts.ts";

export type BookingOutcome = "created" | "rescheduled" | "confirmed" | "declined" | "cancelled";

/** Outcomes of an attempt to send an email: `retried` will be tried again, `failed` was given up, `expired` was too late. */
type EmailOutcome = "sent" | "retried" | "failed" | "expired";

/** Outcomes of an attempt to call a webhook: `retried` will be tried again, `failed` was given up. */
type DeliveryOutcome = "delivered" | "retried" | "failed";

/** All counters of the process, read by scrapes. */
export type Metrics = {
  readonly requests: RequestCounts;
  readonly bookings: Record<BookingOutcome, number>;
  /** Refused bookings and changes by error code. */
  readonly refusals: Map<string, number>;
  readonly mails: Record<EmailOutcome, number>;
  readonly deliveries: Record<DeliveryOutcome, number>;
  /** How many writes shared a commit. */
  readonly commits: Histogram;
  readonly loopLags: LoopLags;
};

const GROUP_SIZES = [1, 2, 4, 8, 16, 32, 64, 128];

export function createMetrics(): Metrics {
  return {
    requests: requestCounts(),
    bookings: { created: 0, rescheduled: 0, confirmed: 0, declined: 0, cancelled: 0 },
    refusals: new Map(),
    mails: { sent: 0, retried: 0, failed: 0, expired: 0 },
    deliveries: { delivered: 0, retried: 0, failed: 0 },
    commits: histogram(GROUP_SIZES),
    loopLags: loopLags(),
  };
}
