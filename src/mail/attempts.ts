import type { MailResult, OutboxMail } from "../db/outbox.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../domain/interval.ts";
import type { SendResult } from "./smtp.ts";

/** The pauses after the first, second, … failed attempt; the last one repeats. */
const PAUSES_MS = [10_000, 30_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS];
const PATIENCE_MS = 3 * DAY_MS;
const JITTER = 0.1;

/** True once a mail has nothing to say any more: what it is about is over. */
export function isUseless(mail: OutboxMail, now: EpochMs): boolean {
  return mail.useful_until <= now;
}

/** Given up unsent, because the moment has passed. */
export function expired({ attempts }: OutboxMail): MailResult {
  return { status: "expired", attempts };
}

/** Given up unsent, because the letter itself could not be written. */
export function unwritable({ attempts }: OutboxMail): MailResult {
  return { status: "failed", attempts, last_error: "The letter could not be written" };
}

/**
 * What an attempt, begun and over at the given instants, makes of a mail. A failure is tried again after growing
 * pauses, for three days from the first attempt; the last try falls on the end of those.
 */
export function attempted(mail: OutboxMail, result: SendResult, begun: EpochMs, over: EpochMs): MailResult {
  const first_attempt_at = mail.first_attempt_at ?? begun;
  const tried = { attempts: mail.attempts + 1, first_attempt_at };
  if (result.kind === "sent") return { ...tried, status: "sent", sent_at: over, last_error: null };
  const failed = { ...tried, last_error: result.reason };
  const giveUpAt = first_attempt_at + PATIENCE_MS;
  if (result.kind === "refused" || over >= giveUpAt) return { ...failed, status: "failed" };
  const next = Math.min(over + pauseAfter(tried.attempts), giveUpAt, mail.useful_until);
  return { ...failed, status: "waiting", next_attempt_at: next };
}

/** Spread a little, so that what failed together does not come back together. */
function pauseAfter(attempts: number): number {
  const pause = PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1]!;
  return Math.round(pause * (1 + Math.random() * JITTER));
}
