import { type Histogram, histogram } from "./histogram.ts";
import { type LoopLags, loopLags } from "./loop-lag.ts";
import { type RequestCounts, requestCounts } from "./request-counts.ts";

/** What can become of a booking. */
export type BookingHappening = "created" | "moved" | "approved" | "declined" | "cancelled";

/** How an attempt to send an email can end: `retried` is tried again, `failed` was given up, `expired` came too late. */
type MailHappening = "sent" | "retried" | "failed" | "expired";

/** How an attempt to tell a webhook can end: `retried` is tried again, `failed` was given up. */
type DeliveryHappening = "delivered" | "retried" | "failed";

/** Everything that is counted while the server runs; numbers only, read when somebody asks. */
export type Metrics = {
  readonly requests: RequestCounts;
  readonly bookings: Record<BookingHappening, number>;
  /** Why bookings, and changes of bookings, were refused: codes, and how often. */
  readonly refusals: Map<string, number>;
  readonly mails: Record<MailHappening, number>;
  readonly deliveries: Record<DeliveryHappening, number>;
  /** How many writes shared a commit. */
  readonly commits: Histogram;
  readonly loopLags: LoopLags;
};

const GROUP_SIZES = [1, 2, 4, 8, 16, 32, 64, 128];

/** Nothing has happened yet. */
export function createMetrics(): Metrics {
  return {
    requests: requestCounts(),
    bookings: { created: 0, moved: 0, approved: 0, declined: 0, cancelled: 0 },
    refusals: new Map(),
    mails: { sent: 0, retried: 0, failed: 0, expired: 0 },
    deliveries: { delivered: 0, retried: 0, failed: 0 },
    commits: histogram(GROUP_SIZES),
    loopLags: loopLags(),
  };
}
