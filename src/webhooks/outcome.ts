import { DAY_MS, MINUTE_MS } from "../domain/interval.ts";
import type { AttemptResult, RetrySchedule } from "../jobs/attempts.ts";
import type { Posted } from "./post.ts";

/** Retries after 10 s, 60 s and 300 s, then hourly for a day. */
export const RETRY_SCHEDULE: RetrySchedule = {
  pausesMs: [10_000, MINUTE_MS, 5 * MINUTE_MS, 60 * MINUTE_MS],
  untilMs: DAY_MS,
  jitter: 0,
};

/** 410 Gone: the receiver has unsubscribed (Standard Webhooks). */
export function isGone(posted: Posted): boolean {
  return "status" in posted && posted.status === 410;
}

/** Classifies a response: any 2xx is a success, and 410 is permanent. */
export function resultOf(posted: Posted): AttemptResult {
  if ("error" in posted) return { kind: "failed", reason: posted.error };
  const { status } = posted;
  if (status >= 200 && status < 300) return { kind: "sent" };
  if (isGone(posted)) return { kind: "refused", reason: "It responded with 410 Gone and was switched off" };
  const more = status >= 300 && status < 400 ? "; redirects are not followed" : "";
  return { kind: "failed", reason: `It responded with ${status}${more}` };
}
